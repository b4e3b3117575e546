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
    std::string path;
    std::size_t count = 64; // of connections or viewers
    double period = 1;      // seconds
    std::string kind;
    std::string folder;
    std::size_t bytesPerSecond = 0;
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

void addSeconds(CLI::App& command, Words& words) {
    command.add_option("--seconds", words.seconds, "for so long")->required()->check(CLI::Range(0.1, 3600.0));
}

void addTracks(CLI::App& command, Words& words) {
    command.add_option("--track", words.tracks, "NAME:video:BYTES or NAME:audio:BYTES, bytes a part; may be repeated")
        ->required();
}

void addCommon(CLI::App& command, Words& words) {
    command.add_option("--server", words.server, "127.0.0.1:PORT")->required();
    command.add_option("--server-pid", words.serverPid, "process whose CPU and memory are read");
    addSeconds(command, words);
}

void addPublishing(CLI::App& command, Words& words) {
    command.add_option("--keys", words.keysFile, "file with lines of an event's slug and its ingest key")->required();
    addTracks(command, words);
}

template <typename Mode>
void completeCommon(Mode& options, const Words& words) {
    options.server = orThrow(parseEndpoint(words.server));
    options.duration = millisecondsOf(words.seconds);
    options.serverPid = pidOf(words);
}

std::vector<TrackPlan> plansOf(const Words& words) {
    std::vector<TrackPlan> plans;
    for (const std::string& track : words.tracks) {
        plans.push_back(orThrow(parseTrackPlan(track)));
    }
    return plans;
}

void complete(GetOptions& options, const Words& words) {
    completeCommon(options, words);
    options.path = words.path;
    options.connections = words.count;
}

// Of the one event and track that its viewers watch.
template <typename Mode>
void completeViewing(Mode& options, const Words& words) {
    completeCommon(options, words);
    options.event = readKeys(words.keysFile).front();
    options.track = orThrow(parseTrackPlan(words.tracks.front()));
    options.viewers = words.count;
}

void complete(ViewerOptions& options, const Words& words) {
    completeViewing(options, words);
}

void complete(HeldOptions& options, const Words& words) {
    completeViewing(options, words);
    options.period = millisecondsOf(words.period);
}

void complete(SlowOptions& options, const Words& words) {
    static const std::map<std::string, SlowKind> kKinds{{"readers", SlowKind::readers},
                                                        {"bodies", SlowKind::bodies},
                                                        {"posts", SlowKind::posts},
                                                        {"heads", SlowKind::heads}};
    completeCommon(options, words);
    options.kind = kKinds.at(words.kind);
    options.path = words.path;
    options.connections = words.count;
    options.bytesPerSecond = words.bytesPerSecond;
    if (options.kind == SlowKind::bodies) {
        options.key = readKeys(words.keysFile).front();
    }
}

void complete(PublishOptions& options, const Words& words) {
    completeCommon(options, words);
    options.events = readKeys(words.keysFile);
    options.pace = words.atOnce ? Pace::atOnce : Pace::realTime;
    options.tracks = plansOf(words);
}

void complete(MediaFilesOptions& options, const Words& words) {
    options.duration = millisecondsOf(words.seconds);
    options.tracks = plansOf(words);
    options.folder = words.folder;
}

void addCount(CLI::App& command, const char* name, Words& words) {
    command.add_option(name, words.count)->required()->check(CLI::Range(1, 100'000));
}

void addGet(CLI::App& command, Words& words) {
    addCommon(command, words);
    addCount(command, "--connections", words);
    command.add_option("--path", words.path, "with its query")->required();
}

void addViewers(CLI::App& command, Words& words) {
    addCommon(command, words);
    addPublishing(command, words);
    addCount(command, "--viewers", words);
}

void addHeld(CLI::App& command, Words& words) {
    addViewers(command, words);
    command.add_option("--period", words.period, "seconds from one part to the next")->check(CLI::Range(0.5, 2.5));
}

void addSlow(CLI::App& command, Words& words) {
    addCommon(command, words);
    addCount(command, "--connections", words);
    command.add_option("--kind", words.kind)->required()->check(CLI::IsMember({"readers", "bodies", "posts", "heads"}));
    command.add_option("--path", words.path, "of readers, posts and heads");
    command.add_option("--keys", words.keysFile, "of bodies: file with a line of an event's slug and its ingest key");
    command.add_option("--bytes-per-second", words.bytesPerSecond)->required()->check(CLI::Range(1, 1'000'000));
}

void addPublish(CLI::App& command, Words& words) {
    addCommon(command, words);
    addPublishing(command, words);
    command.add_flag("--at-once", words.atOnce, "not in real time");
}

void addMediaFiles(CLI::App& command, Words& words) {
    addSeconds(command, words);
    addTracks(command, words);
    command.add_option("--folder", words.folder, "gets a file NAME.cmaf for each track")->required();
}

// A mode of the command line: its options are completed when it is the one that was asked for.
struct Mode {
    const char* name;
    const char* help;
    void (*add)(CLI::App&, Words&);
    Options (*options)(const Words&);
};

template <typename T>
Options optionsOf(const Words& words) {
    T options;
    complete(options, words);
    return options;
}

constexpr Mode kModes[] = {
    {"get", "GET one path over and over", addGet, optionsOf<GetOptions>},
    {"viewers", "viewers at the live edge: blocking reload, then the part", addViewers, optionsOf<ViewerOptions>},
    {"held", "all viewers held, a part, all answered", addHeld, optionsOf<HeldOptions>},
    {"slow", "readers, bodies or heads that take their time", addSlow, optionsOf<SlowOptions>},
    {"publish", "publish made-up tracks to ingest", addPublish, optionsOf<PublishOptions>},
    {"media", "write made-up tracks to files", addMediaFiles, optionsOf<MediaFilesOptions>},
};

} // namespace

CommandLine readCommandLine(int argc, const char* const* argv) {
    CLI::App app("Load for an LL-HLS origin on loopback, which measures itself too.", "tallylight-load");
    app.require_subcommand(1);
    Words words;
    for (const Mode& mode : kModes) {
        mode.add(*app.add_subcommand(mode.name, mode.help), words);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {.options = {}, .exitCode = app.exit(error)};
    }
    const auto isMeant = [&](const Mode& mode) {
        return app.got_subcommand(mode.name);
    };
    return {.options = std::find_if(std::begin(kModes), std::end(kModes), isMeant)->options(words)};
}

} // namespace tally::load
