// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/formatter.h>

#include <memory>
#include <string>
#include <string_view>

namespace tally::server::ops {

// One line a message: time, level, text. What came from outside cannot begin a line of its own or reach into the
// terminal: control characters are written as \\xNN (HOSTILE H35).
std::unique_ptr<spdlog::formatter> logFormatter();

// Standard error, at a level of spdlog's names. Before the first thread is made.
void setUpLog(const std::string& level);

} // namespace tally::server::ops
