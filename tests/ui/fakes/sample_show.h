// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "core/protocol/control.h"
#include "core/protocol/cue.h"

#include <QByteArray>
#include <QRgb>
#include <QSize>

// A show to test with: input "clip" on air, "clock" in preview.
namespace tally::tests {

inline constexpr core::WallTime kNow{std::chrono::milliseconds(1'795'522'957'000)};

core::EngineState sampleState();
core::InputState sampleInput(const std::string& id, const std::string& name);
core::EventStatus sampleStatus();          // on air, live edge at kNow, 12 viewers
core::Cue sampleCue(core::WallTime start); // 10 s, then a gap of 30 s
QByteArray sampleJpeg(QRgb colour, QSize size = {48, 27});

} // namespace tally::tests
