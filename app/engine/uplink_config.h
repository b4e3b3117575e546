// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace tally::app {

// How stubbornly a server that fails is asked again: quickly, a live show waits for nobody.
struct RetryPolicy {
    std::chrono::milliseconds firstPause{100};
    std::chrono::milliseconds longestPause{1000}; // doubled up to here; a refusal waits this long at once
    std::chrono::milliseconds silence{5000};      // of a request under way, in both directions
};

// Where the parts go, and how much of an outage is kept.
struct UplinkConfig {
    std::string server = "http://127.0.0.1:8080"; // http or https
    std::string event = "demo";                   // slug
    std::filesystem::path keyFile = "ingest.key"; // one line; read for each request, so it may be changed at any time
    std::uint64_t memoryBytes = 64ULL << 20;      // of parts that no server has acknowledged, all tracks together
    std::uint64_t spoolBytes = 512ULL << 20;      // beyond it, on disk, all tracks together
    std::filesystem::path spoolFolder;            // empty: no spool
    RetryPolicy retry;                            // not in the file
};

} // namespace tally::app
