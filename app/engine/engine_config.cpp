// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_config.h"

#include "app/engine/toml_section.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace tally::app {
namespace {

using core::ErrorCode;
using core::fail;
using core::Status;

core::Result<core::FrameRate> frameRateOf(const std::string& text) {
    core::FrameRate rate;
    const char* end = text.data() + text.size();
    const auto [slash, first] = std::from_chars(text.data(), end, rate.numerator);
    const bool whole = first == std::errc() && slash == end;
    if (!whole) {
        const auto [last, second] = slash < end && *slash == '/'
                                        ? std::from_chars(slash + 1, end, rate.denominator)
                                        : std::from_chars_result{slash, std::errc::invalid_argument};
        if (first != std::errc() || second != std::errc() || last != end) {
            return fail(ErrorCode::invalid, "programme.frame_rate is not a fraction such as 30/1");
        }
    }
    if (rate.denominator == 0 || rate.perSecond() < 10 || rate.perSecond() > 120) {
        return fail(ErrorCode::invalid, "programme.frame_rate is not between 10 and 120 frames a second");
    }
    return rate;
}

Status readProgramme(const toml::table& root, gst::ProgrammeProfile& programme) {
    TomlSection section(root["programme"].as_table(), "programme");
    std::string rate = "30/1";
    std::string latency = "ultra";
    section.read("width", programme.width);
    section.read("height", programme.height);
    section.read("frame_rate", rate);
    section.read("latency", latency);
    if (const auto finished = section.finish(); !finished) {
        return finished;
    }
    const auto frameRate = frameRateOf(rate);
    if (!frameRate) {
        return core::propagate(frameRate);
    }
    programme.frameRate = *frameRate;
    if (latency != "ultra" && latency != "low") {
        return fail(ErrorCode::invalid, "programme.latency is not \"ultra\" or \"low\"");
    }
    programme.latency = latency == "ultra" ? core::LatencyProfile::ultra : core::LatencyProfile::low;
    return {};
}

// Calls `read` for each [[name]] table.
template <typename Read>
Status forEachTable(const toml::table& root, std::string_view name, Read read) {
    const toml::array* tables = root[name].as_array();
    for (std::size_t i = 0; tables != nullptr && i < tables->size(); ++i) {
        const toml::table* table = tables->get(i)->as_table();
        if (table == nullptr) {
            return fail(ErrorCode::invalid, std::string(name) + " is written as [[" + std::string(name) + "]]");
        }
        if (const Status done = read(TomlSection(table, std::string(name))); !done) {
            return done;
        }
    }
    return {};
}

Status readRenditions(const toml::table& root, gst::ProgrammeProfile& programme) {
    const Status done = forEachTable(root, "rendition", [&](TomlSection section) {
        gst::VideoRendition rendition;
        section.read("name", rendition.track);
        section.read("width", rendition.width);
        section.read("height", rendition.height);
        section.read("kilobits", rendition.kilobitsPerSecond);
        programme.video.push_back(rendition);
        return section.finish();
    });
    if (!done) {
        return done;
    }
    if (programme.video.empty()) {
        programme.video = {{"v720", 1280, 720, 2500}, {"v480", 854, 480, 1000}};
    }
    TomlSection audio(root["audio"].as_table(), "audio");
    programme.audio = {"a128", 128};
    audio.read("name", programme.audio.track);
    audio.read("kilobits", programme.audio.kilobitsPerSecond);
    return audio.finish();
}

Status readInputs(const toml::table& root, std::vector<gst::InputSpec>& inputs) {
    return forEachTable(root, "input", [&](TomlSection section) {
        gst::InputSpec input;
        std::string kind = "test";
        section.read("id", input.id);
        section.read("name", input.name);
        section.read("kind", kind);
        section.read("path", input.path);
        section.read("loop", input.loop);
        section.read("pattern", input.pattern);
        section.read("clock", input.burnClock);
        if (kind != "file" && kind != "test") {
            return Status(fail(ErrorCode::invalid, "input '" + input.id + "': kind is not \"file\" or \"test\""));
        }
        input.kind = kind == "file" ? gst::InputKind::file : gst::InputKind::test;
        input.name = input.name.empty() ? input.id : input.name;
        inputs.push_back(input);
        return section.finish();
    });
}

Status readUplink(const toml::table& root, UplinkConfig& uplink) {
    TomlSection section(root["uplink"].as_table(), "uplink");
    std::string keyFile = uplink.keyFile.string();
    std::uint32_t megabytes = 64;
    section.read("server", uplink.server);
    section.read("event", uplink.event);
    section.read("key_file", keyFile);
    section.read("memory_mb", megabytes);
    uplink.keyFile = keyFile;
    uplink.memoryBytes = std::uint64_t{megabytes} << 20;
    return section.finish();
}

Status readRest(const toml::table& root, EngineConfig& config) {
    TomlSection start(root["start"].as_table(), "start");
    start.read("programme", config.startProgramme);
    start.read("preview", config.startPreview);
    TomlSection control(root["control"].as_table(), "control");
    std::string file = config.controlFile.string();
    control.read("file", file);
    control.read("port", config.controlPort);
    config.controlFile = file;
    TomlSection mixer(root["mixer"].as_table(), "mixer");
    mixer.read("transition_frames", config.transitionFrames);
    TomlSection log(root["log"].as_table(), "log");
    log.read("level", config.logLevel);
    const auto& level = config.logLevel;
    if (level != "debug" && level != "info" && level != "warning" && level != "error") {
        return fail(ErrorCode::invalid, "log.level is not one of debug, info, warning, error");
    }
    for (TomlSection* section : {&start, &control, &mixer, &log}) {
        if (const auto finished = section->finish(); !finished) {
            return finished;
        }
    }
    return {};
}

Status checkStart(EngineConfig& config) {
    if (config.inputs.empty()) {
        return fail(ErrorCode::invalid, "there is no [[input]]; a programme needs at least one");
    }
    const auto settle = [&](std::string& id, std::size_t fallback) {
        id = id.empty() ? config.inputs[std::min(fallback, config.inputs.size() - 1)].id : id;
        return std::any_of(config.inputs.begin(), config.inputs.end(),
                           [&](const gst::InputSpec& input) { return input.id == id; });
    };
    if (!settle(config.startProgramme, 0) || !settle(config.startPreview, 1)) {
        return fail(ErrorCode::invalid, "start.programme or start.preview names no [[input]]");
    }
    return {};
}

Status readSections(const toml::table& root, EngineConfig& config) {
    TomlSection top(&root, "the file");
    for (const char* name :
         {"programme", "rendition", "audio", "input", "start", "uplink", "control", "mixer", "log"}) {
        top.allow(name);
    }
    Status done = top.finish();
    done = done ? readProgramme(root, config.programme) : done;
    done = done ? readRenditions(root, config.programme) : done;
    done = done ? readInputs(root, config.inputs) : done;
    done = done ? readUplink(root, config.uplink) : done;
    done = done ? readRest(root, config) : done;
    return done ? checkStart(config) : done;
}

} // namespace

core::Result<EngineConfig> parseEngineConfig(std::string_view text, const std::string& name) {
    try {
        const toml::table root = toml::parse(text, name);
        EngineConfig config;
        if (const Status read = readSections(root, config); !read) {
            return fail(read.error().code, name + ": " + read.error().detail);
        }
        return config;
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::invalid, name + ", line " + std::to_string(error.source().begin.line) + ": " +
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
