// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <chrono>
#include <cstdint>
#include <QString>

// Moments, durations and counts as people in a control room read them. Pure; any thread.
namespace tally::ui {

QString clockText(core::WallTime time);                  // local time: 14:02:37
QString durationText(std::chrono::milliseconds elapsed); // 01:23:45, seconds begun are not counted
// 02:14, over an hour 1:02:14. A second that has begun counts in full, so that 00:00 means "now"; an over-run counts up
// behind a plus: +00:03.
QString countdownText(std::chrono::milliseconds left);
QString secondsText(std::chrono::milliseconds span); // 0.6 s
QString countText(std::uint64_t count);              // 1 204, with no-break spaces
QString bytesText(std::uint64_t bytes);              // 3.2 MB
// The server's sentences carry moments in RFC 3339 and UTC; an operator reads them as local clock times.
QString withLocalTimes(const QString& sentence);

} // namespace tally::ui
