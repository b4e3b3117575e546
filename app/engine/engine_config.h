// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gst/switcher.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tally::app {

struct UplinkConfig {
    std::string server = "http://127.0.0.1:8080";
    std::string event = "demo";
    std::filesystem::path keyFile = "ingest.key"; // one line: the ingest key
    std::uint64_t memoryBytes = 64ULL << 20;      // of parts that no server has acknowledged
};

// The engine's configuration file; resources/config/engine.toml is its manual.
struct EngineConfig {
    gst::ProgrammeProfile programme;
    std::vector<gst::InputSpec> inputs;
    std::string startProgramme;
    std::string startPreview;
    UplinkConfig uplink;
    std::filesystem::path controlFile = "control.json";
    std::uint16_t controlPort = 0; // 0: a free one
    std::uint32_t transitionFrames = 25;
    std::string logLevel = "info"; // debug, info, warning, error
};

// Error: notFound for the file; invalid naming line and key: a key that is none, a wrong type, an input that is not
// there.
core::Result<EngineConfig> loadEngineConfig(const std::filesystem::path& file);
core::Result<EngineConfig> parseEngineConfig(std::string_view text, const std::string& name);

} // namespace tally::app
