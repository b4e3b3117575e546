// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <QString>

// The status bar's words for the engine's output. Pure.
namespace tally::ui {

enum class Severity { normal, warning, failure };

struct StatusPhrase {
    Severity severity = Severity::normal;
    QString text;

    bool operator==(const StatusPhrase&) const = default;
};

// "uplink ok · 12 ms" and what is wrong otherwise.
StatusPhrase uplinkPhrase(const core::UplinkState& uplink);
// "backlog 14 chunks, 2.1 MB"; chunks lost for viewers are a failure.
StatusPhrase backlogPhrase(const core::UplinkState& uplink);
// "late 3 (0.02 %)": over 1 % a warning, over 5 % a failure.
StatusPhrase latePhrase(const core::ProgrammeState& programme);

} // namespace tally::ui
