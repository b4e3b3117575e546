// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/uplink_config.h"
#include "core/result.h"
#include "gst/switcher.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tally::app {

enum class LogLevel { debug, info, warning, error }; // the least that is logged

// The engine's configuration; resources/config/engine.toml is its manual and shows every default.
struct EngineConfig {
    gst::ProgrammeProfile programme;
    std::vector<gst::InputSpec> inputs; // at least one
    std::string startProgramme;         // id; absent in the file: the first input
    std::string startPreview;           // id; absent in the file: the second input, or the only one
    UplinkConfig uplink;
    std::filesystem::path controlFile = "control.json";
    std::uint16_t controlPort = 0; // 0: a free one
    std::uint32_t transitionFrames = 25;
    LogLevel logLevel = LogLevel::info;
};

// Error: notFound for the file, else as parseEngineConfig.
core::Result<EngineConfig> loadEngineConfig(const std::filesystem::path& file);

// `name` stands in messages. Error: invalid, with the line, the key and what is right instead: an unknown key, a wrong
// type, a value out of range, an id that is used twice or names no input.
core::Result<EngineConfig> parseEngineConfig(std::string_view text, const std::string& name);

} // namespace tally::app
