// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/modes/get_load.h"
#include "tests/load/modes/held_load.h"
#include "tests/load/modes/media_files.h"
#include "tests/load/modes/publish_load.h"
#include "tests/load/modes/slow_load.h"
#include "tests/load/modes/viewer_load.h"

#include <optional>
#include <variant>

namespace tally::load {

using Options = std::variant<GetOptions, ViewerOptions, HeldOptions, SlowOptions, PublishOptions, MediaFilesOptions>;

struct CommandLine {
    std::optional<Options> options; // absent: help was asked for, or the line is wrong; both are said already
    int exitCode = 0;
};

// tallylight-load get | viewers | … with the options of each; --help lists them.
CommandLine readCommandLine(int argc, const char* const* argv);

} // namespace tally::load
