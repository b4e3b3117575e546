// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace tally::server::ops {

// The server's configuration file; resources/config/tallylight.toml is its manual, with these defaults.
struct Config {
    std::string listen = "127.0.0.1:8080";
    std::filesystem::path data = "/var/lib/tallylight";
    std::filesystem::path player = "resources/player/dist";
    unsigned threads = 0; // 0: as many as cores
    unsigned connections = 20'000;
    unsigned connectionsPerAddress = 20'000; // behind a proxy all viewers share one address

    std::string tlsListen;                // empty: no TLS
    std::filesystem::path tlsCertificate; // PEM, with the chain
    std::filesystem::path tlsKey;

    std::string databaseUrl;                // empty: a private cluster in the data folder
    std::filesystem::path databaseBinDir;   // empty: found
    std::string databaseRunAs = "postgres"; // whom the private cluster runs as when the server is root
    unsigned databaseConnections = 4;

    std::chrono::seconds window{7200}; // how far back a viewer can go, where an event says nothing else
    unsigned quotaMebibytes = 0;       // of an event on disk, likewise; 0: none

    std::filesystem::path playbackSecret; // of signed playback tokens; empty: none
    bool playbackRequired = false;
    std::filesystem::path playbackEdges; // secrets of the edges that check tokens; empty: none

    std::chrono::milliseconds cueLead{2000};
    std::chrono::milliseconds cueGap{30'000};

    unsigned spoolMebibytes = 1024; // events that wait for PostgreSQL

    std::string logLevel = "info";

    bool operator==(const Config&) const = default;
};

// Error: notFound for the file; invalid, naming line and key: a key that is none, a wrong type, a value out of range.
core::Result<Config> loadConfig(const std::filesystem::path& file);
core::Result<Config> parseConfig(std::string_view text, const std::string& name);

} // namespace tally::server::ops
