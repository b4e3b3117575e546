// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_config.h"

#include "app/engine/toml_section.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <QUrl>
#include <set>

namespace tally::app {
namespace {

using core::ErrorCode;
using core::fail;
using core::Status;

constexpr std::uint32_t kLeastSide = 128; // pixels
constexpr std::uint32_t kMostSide = 4096; // H.264 level 5.2
constexpr std::uint32_t kMostKilobits = 100'000;

std::optional<core::FrameRate> frameRateOf(const std::string& text) {
    core::FrameRate rate;
    const char* end = text.data() + text.size();
    const auto numerator = std::from_chars(text.data(), end, rate.numerator);
    if (numerator.ec != std::errc() || numerator.ptr == end || *numerator.ptr != '/') {
        return std::nullopt;
    }
    const auto denominator = std::from_chars(numerator.ptr + 1, end, rate.denominator);
    const bool isFraction = denominator.ec == std::errc() && denominator.ptr == end && rate.denominator > 0;
    return isFraction && rate.perSecond() >= 10 && rate.perSecond() <= 120 ? std::optional(rate) : std::nullopt;
}

// Names that stand in URLs and file names.
void checkId(TomlSection& section, std::string_view key, const std::string& id, std::set<std::string>& taken) {
    section.require(key);
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (id.empty() || id.size() > 63 || !std::all_of(id.begin(), id.end(), isAllowed)) {
        section.blame(key, "must be 1 to 63 of the characters a–z, 0–9 and '-'");
    } else if (!taken.insert(id).second) {
        section.blame(key, "is taken already by \"" + id + "\" above; choose another");
    }
}

void checkEven(TomlSection& section, std::string_view key, std::uint32_t pixels) {
    if (pixels % 2 != 0) {
        section.blame(key, "must be even, as 4:2:0 video is");
    }
}

Status readProgramme(const toml::table& root, EngineConfig& config) {
    TomlSection section(root, "programme");
    gst::ProgrammeProfile& programme = config.programme;
    section.readNumber("width", programme.width, kLeastSide, kMostSide);
    section.readNumber("height", programme.height, kLeastSide, kMostSide);
    checkEven(section, "width", programme.width);
    checkEven(section, "height", programme.height);
    std::string rate = "30/1";
    section.readText("frame_rate", rate);
    if (const auto frameRate = frameRateOf(rate)) {
        programme.frameRate = *frameRate;
    } else {
        section.blame("frame_rate", "must be a fraction from 10 to 120 frames a second, as \"30/1\" or \"30000/1001\"");
    }
    section.readChoice<core::LatencyProfile>(
        "latency", programme.latency, {{"ultra", core::LatencyProfile::ultra}, {"low", core::LatencyProfile::low}});
    return section.finish();
}

Status readRendition(TomlSection& section, gst::VideoRendition& rendition, std::set<std::string>& tracks) {
    section.readText("name", rendition.track);
    section.readNumber("width", rendition.width, kLeastSide, kMostSide);
    section.readNumber("height", rendition.height, kLeastSide, kMostSide);
    section.readNumber("kilobits", rendition.kilobitsPerSecond, 50, kMostKilobits);
    checkId(section, "name", rendition.track, tracks);
    for (const char* key : {"width", "height", "kilobits"}) {
        section.require(key);
    }
    checkEven(section, "width", rendition.width);
    checkEven(section, "height", rendition.height);
    return section.finish();
}

Status readTracks(const toml::table& root, EngineConfig& config) {
    auto sections = TomlSection::all(root, "rendition");
    if (!sections) {
        return core::propagate(sections);
    }
    std::set<std::string> tracks;
    for (TomlSection& section : *sections) {
        if (const Status read = readRendition(section, config.programme.video.emplace_back(), tracks); !read) {
            return read;
        }
    }
    if (sections->empty()) {
        config.programme.video = {{"v720", 1280, 720, 2500}, {"v480", 854, 480, 1000}};
    }
    config.programme.audio = {"a128", 128};
    TomlSection audio(root, "audio");
    audio.readText("name", config.programme.audio.track);
    audio.readNumber("kilobits", config.programme.audio.kilobitsPerSecond, 32, 320);
    if (audio.has("name")) {
        checkId(audio, "name", config.programme.audio.track, tracks);
    }
    return audio.finish();
}

Status readInput(TomlSection& section, gst::InputSpec& input, std::set<std::string>& ids) {
    input.pattern = "smpte";
    section.readText("id", input.id);
    section.readText("name", input.name);
    section.readChoice<gst::InputKind>("kind", input.kind,
                                       {{"file", gst::InputKind::file}, {"test", gst::InputKind::test}});
    section.readText("path", input.path);
    section.readFlag("loop", input.loop);
    section.readText("pattern", input.pattern);
    section.readFlag("clock", input.burnClock);
    checkId(section, "id", input.id, ids);
    if (input.kind == gst::InputKind::file) {
        section.require("path");
    }
    input.name = input.name.empty() ? input.id : input.name;
    return section.finish();
}

Status readInputs(const toml::table& root, EngineConfig& config) {
    auto sections = TomlSection::all(root, "input");
    if (!sections) {
        return core::propagate(sections);
    }
    if (sections->empty()) {
        return fail(ErrorCode::invalid, "there is no [[input]]; a programme needs at least one");
    }
    std::set<std::string> ids;
    for (TomlSection& section : *sections) {
        if (const Status read = readInput(section, config.inputs.emplace_back(), ids); !read) {
            return read;
        }
    }
    TomlSection start(root, "start");
    config.startProgramme = config.inputs.front().id;
    config.startPreview = config.inputs[config.inputs.size() > 1 ? 1 : 0].id;
    start.readText("programme", config.startProgramme);
    start.readText("preview", config.startPreview);
    for (const auto& [key, id] : {std::pair("programme", config.startProgramme), {"preview", config.startPreview}}) {
        if (!ids.contains(id)) {
            start.blame(key, "names no [[input]]; take the id of one");
        }
    }
    return start.finish();
}

// What is kept of an outage. The spool is named after the control file as that is this engine's alone, too.
void readRetention(TomlSection& section, UplinkConfig& uplink, std::filesystem::path controlFile) {
    std::string spool;
    std::uint64_t memoryMebibytes = uplink.memoryBytes >> 20;
    std::uint64_t spoolMebibytes = uplink.spoolBytes >> 20;
    section.readNumber("memory_mb", memoryMebibytes, 8, 4096);
    section.readNumber("spool_mb", spoolMebibytes, 0, 1'000'000);
    section.readText("spool_dir", spool);
    uplink.memoryBytes = memoryMebibytes << 20;
    uplink.spoolBytes = spoolMebibytes << 20;
    uplink.spoolFolder = spool.empty() ? controlFile.replace_extension(".spool") : std::filesystem::path(spool);
}

Status readUplink(const toml::table& root, EngineConfig& config) {
    TomlSection section(root, "uplink");
    UplinkConfig& uplink = config.uplink;
    std::string keyFile = uplink.keyFile.string();
    section.readText("server", uplink.server);
    section.readText("event", uplink.event);
    section.readText("key_file", keyFile);
    readRetention(section, uplink, config.controlFile);
    uplink.keyFile = keyFile;
    const QUrl url(QString::fromStdString(uplink.server), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() ||
        (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))) {
        section.blame("server", "must be an address such as \"https://live.example.org\"");
    }
    if (section.has("event")) {
        std::set<std::string> events;
        checkId(section, "event", uplink.event, events);
    }
    return section.finish();
}

Status readControl(const toml::table& root, EngineConfig& config) {
    TomlSection section(root, "control");
    std::string file = config.controlFile.string();
    section.readText("file", file);
    section.readNumber("port", config.controlPort, 0, 65535);
    if (file.empty()) {
        section.blame("file", "must name a file");
    }
    config.controlFile = file;
    return section.finish();
}

Status readMixer(const toml::table& root, EngineConfig& config) {
    TomlSection section(root, "mixer");
    section.readNumber("transition_frames", config.transitionFrames, 1, 600);
    return section.finish();
}

Status readLog(const toml::table& root, EngineConfig& config) {
    TomlSection section(root, "log");
    section.readChoice<LogLevel>("level", config.logLevel,
                                 {{"debug", LogLevel::debug},
                                  {"info", LogLevel::info},
                                  {"warning", LogLevel::warning},
                                  {"error", LogLevel::error}});
    return section.finish();
}

Status checkSections(const toml::table& root) {
    const std::set<std::string_view> known{"programme", "rendition", "audio", "input", "start",
                                           "uplink",    "control",   "mixer", "log"};
    for (const auto& [key, node] : root) {
        if (!known.contains(key.str())) {
            return fail(ErrorCode::invalid, "line " + std::to_string(node.source().begin.line) + ": " +
                                                std::string(key.str()) +
                                                " is no section of an engine; resources/config/engine.toml shows all");
        }
    }
    return {};
}

Status readAll(const toml::table& root, EngineConfig& config) {
    Status done = checkSections(root);
    for (const auto read : {readProgramme, readTracks, readInputs, readControl, readUplink, readMixer, readLog}) {
        done = done ? read(root, config) : done;
    }
    return done;
}

} // namespace

core::Result<EngineConfig> parseEngineConfig(std::string_view text, const std::string& name) {
    try {
        const toml::table root = toml::parse(text, name);
        EngineConfig config;
        if (const Status read = readAll(root, config); !read) {
            return fail(read.error().code, name + ": " + read.error().detail);
        }
        return config;
    } catch (const toml::parse_error& error) { // the only way this library reports a fault
        return fail(ErrorCode::invalid, name + ": line " + std::to_string(error.source().begin.line) + ": " +
                                            std::string(error.description()));
    }
}

core::Result<EngineConfig> loadEngineConfig(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        return fail(ErrorCode::notFound, "cannot read the configuration " + file.string());
    }
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return parseEngineConfig(text, file.string());
}

} // namespace tally::app
