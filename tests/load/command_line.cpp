// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/command_line.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <stdexcept>

namespace tally::load {
namespace {

// What of a command line is text until it is known which command it is.
struct Words {
    std::string server;
    pid_t serverPid = 0;
    double seconds = 0;
    std::string keysFile;
    std::vector<std::string> tracks;
    bool atOnce = false;
};

template <typename T>
T orThrow(core::Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return std::move(*result);
}

// Lines of an event's slug and its ingest key: a key on the command line would be seen by everybody on the machine.
std::vector<EventKey> readKeys(const std::string& path) {
    std::ifstream file(path);
    std::vector<EventKey> events;
    for (EventKey event; file >> event.event >> event.key;) {
        events.push_back(event);
    }
    if (events.empty()) {
        throw std::runtime_error(path + " has no lines of an event and its ingest key");
    }
    return events;
}

std::chrono::milliseconds millisecondsOf(double seconds) {
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

std::optional<pid_t> pidOf(const Words& words) {
    return words.serverPid > 0 ? std::optional(words.serverPid) : std::nullopt;
}

void addCommon(CLI::App& command, Words& words) {
    command.add_option("--server", words.server, "127.0.0.1:PORT")->required();
    command.add_option("--server-pid", words.serverPid, "process whose CPU and memory are read");
    command.add_option("--seconds", words.seconds, "for so long")->required()->check(CLI::Range(0.1, 3600.0));
}

void addPublishing(CLI::App& command, Words& words) {
    command.add_option("--keys", words.keysFile, "file with lines of an event's slug and its ingest key")->required();
    command.add_option("--track", words.tracks, "NAME:video:BYTES or NAME:audio:BYTES, bytes a part; may be repeated")
        ->required();
}

void complete(GetOptions& options, const Words& words) {
    options.server = orThrow(parseEndpoint(words.server));
    options.duration = millisecondsOf(words.seconds);
    options.serverPid = pidOf(words);
}

void complete(PublishOptions& options, const Words& words) {
    options.server = orThrow(parseEndpoint(words.server));
    options.duration = millisecondsOf(words.seconds);
    options.serverPid = pidOf(words);
    options.events = readKeys(words.keysFile);
    options.pace = words.atOnce ? Pace::atOnce : Pace::realTime;
    for (const std::string& track : words.tracks) {
        options.tracks.push_back(orThrow(parseTrackPlan(track)));
    }
}

} // namespace

CommandLine readCommandLine(int argc, const char* const* argv) {
    CLI::App app("Load for an LL-HLS origin on loopback, which measures itself too.", "tallylight-load");
    app.require_subcommand(1);
    Words words;
    GetOptions get;
    CLI::App& getCommand = *app.add_subcommand("get", "GET one path over and over");
    addCommon(getCommand, words);
    getCommand.add_option("--path", get.path, "with its query")->required();
    getCommand.add_option("--connections", get.connections)->check(CLI::Range(1, 100'000));

    PublishOptions publish;
    CLI::App& publishCommand = *app.add_subcommand("publish", "publish made-up tracks to ingest");
    addCommon(publishCommand, words);
    addPublishing(publishCommand, words);
    publishCommand.add_flag("--at-once", words.atOnce, "not in real time");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {.options = {}, .exitCode = app.exit(error)};
    }
    if (getCommand.parsed()) {
        complete(get, words);
        return {.options = get};
    }
    complete(publish, words);
    return {.options = publish};
}

} // namespace tally::load
