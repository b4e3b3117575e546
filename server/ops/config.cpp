// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

namespace tally::server::ops {
namespace {

// Puts a node's value into the configuration; false where it is of the wrong kind or out of range.
using Setter = std::function<bool(const toml::node&, Config&)>;

Setter text(std::string Config::*member) {
    return [member](const toml::node& node, Config& config) {
        const auto value = node.value_exact<std::string>();
        config.*member = value.value_or("");
        return value.has_value();
    };
}

Setter path(std::filesystem::path Config::*member) {
    return [member](const toml::node& node, Config& config) {
        const auto value = node.value_exact<std::string>();
        config.*member = value.value_or("");
        return value.has_value();
    };
}

Setter number(unsigned Config::*member, std::int64_t least, std::int64_t most) {
    return [=](const toml::node& node, Config& config) {
        const auto value = node.value_exact<std::int64_t>();
        config.*member = static_cast<unsigned>(std::clamp(value.value_or(least), least, most));
        return value && *value >= least && *value <= most;
    };
}

Setter flag(bool Config::*member) {
    return [member](const toml::node& node, Config& config) {
        const auto value = node.value_exact<bool>();
        config.*member = value.value_or(false);
        return value.has_value();
    };
}

template <typename Duration>
Setter duration(Duration Config::*member, std::int64_t least, std::int64_t most) {
    return [=](const toml::node& node, Config& config) {
        const auto value = node.value_exact<std::int64_t>();
        config.*member = Duration(value.value_or(0));
        return value && *value >= least && *value <= most;
    };
}

const std::map<std::string, Setter>& keys() {
    static const std::map<std::string, Setter> kKeys{
        {"server.listen", text(&Config::listen)},
        {"server.data", path(&Config::data)},
        {"server.player", path(&Config::player)},
        {"server.threads", number(&Config::threads, 0, 256)},
        {"server.connections", number(&Config::connections, 10, 1'000'000)},
        {"server.connections_per_address", number(&Config::connectionsPerAddress, 1, 1'000'000)},
        {"tls.listen", text(&Config::tlsListen)},
        {"tls.certificate", path(&Config::tlsCertificate)},
        {"tls.key", path(&Config::tlsKey)},
        {"database.url", text(&Config::databaseUrl)},
        {"database.bin_dir", path(&Config::databaseBinDir)},
        {"database.run_as", text(&Config::databaseRunAs)},
        {"database.connections", number(&Config::databaseConnections, 1, 100)},
        {"live.window_seconds", duration(&Config::window, 60, 2'592'000)},
        {"live.quota_mebibytes", number(&Config::quotaMebibytes, 0, 1'073'741'824)},
        {"playback.secret", path(&Config::playbackSecret)},
        {"playback.required", flag(&Config::playbackRequired)},
        {"playback.edges", path(&Config::playbackEdges)},
        {"cues.lead_ms", duration(&Config::cueLead, 500, 60'000)},
        {"cues.gap_ms", duration(&Config::cueGap, 0, 3'600'000)},
        {"measurement.spool_mebibytes", number(&Config::spoolMebibytes, 16, 1'000'000)},
        {"log.level", text(&Config::logLevel)},
    };
    return kKeys;
}

std::string at(const toml::node& node) {
    return "line " + std::to_string(node.source().begin.line) + ": ";
}

core::Status readSection(const std::string& section, const toml::node& node, Config& config) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        return core::fail(core::ErrorCode::invalid, at(node) + section + " stands outside of a section");
    }
    for (const auto& [key, value] : *table) {
        const std::string name = section + "." + std::string(key.str());
        const auto setter = keys().find(name);
        if (setter == keys().end()) {
            return core::fail(core::ErrorCode::invalid, at(value) + "there is no setting " + name);
        }
        if (!setter->second(value, config)) {
            return core::fail(core::ErrorCode::invalid, at(value) + name + " is of the wrong kind or out of range");
        }
    }
    return {};
}

} // namespace

core::Result<Config> parseConfig(std::string_view textOfFile, const std::string& name) {
    try {
        const toml::table root = toml::parse(textOfFile, name);
        Config config;
        for (const auto& [section, node] : root) {
            if (const auto read = readSection(std::string(section.str()), node, config); !read) {
                return core::fail(read.error().code, name + ", " + read.error().detail);
            }
        }
        return config;
    } catch (const toml::parse_error& error) {
        return core::fail(core::ErrorCode::invalid, name + ", line " + std::to_string(error.source().begin.line) +
                                                        ": " + std::string(error.description()));
    }
}

core::Result<Config> loadConfig(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        return core::fail(core::ErrorCode::notFound, "cannot read the configuration " + file.string());
    }
    const std::string textOfFile{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return parseConfig(textOfFile, file.string());
}

} // namespace tally::server::ops
