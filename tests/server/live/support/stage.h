// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "server/live/event_stream.h"
#include "tests/core/support/media.h"

#include <stdexcept>

namespace tally::server::test {

// Small media on a grid of five parts a segment, 200 ms a part.
inline core::InitSection videoInit(std::uint32_t width = 320) {
    auto format = tally::test::videoFormat();
    format.width = width;
    return *core::parseInitSection(core::writeInitSection(format));
}

inline core::InitSection audioInit() {
    return *core::parseInitSection(core::writeInitSection(tally::test::audioFormat()));
}

inline core::Chunk videoPart(std::uint64_t index, std::size_t bytesOfFrame = 5) {
    auto samples = tally::test::samples(6, index * 18'000, 3000, 7, bytesOfFrame);
    samples.front().sync = index % 5 == 0;
    const auto captured = core::CaptureTime(std::chrono::hours(500'000)) + std::chrono::milliseconds(200) * index;
    return *core::parseChunk(core::writeChunk({.sequence = 1, .captured = captured, .samples = samples}), videoInit());
}

constexpr std::uint64_t kPartsOfSegment = 5;

inline core::Bytes segmentBytes(std::uint64_t msn, std::size_t bytesOfFrame = 5) {
    core::Bytes whole;
    for (std::uint64_t i = msn * kPartsOfSegment; i < (msn + 1) * kPartsOfSegment; ++i) {
        const core::Chunk chunk = videoPart(i, bytesOfFrame);
        whole.insert(whole.end(), chunk.bytes.begin(), chunk.bytes.end());
    }
    return whole;
}

// As core's cutter makes them: up to the video grid's next line.
inline core::Chunk audioPart(std::uint64_t index) {
    const auto line = [](std::uint64_t number) {
        return (number * 9600 + 1023) / 1024;
    };
    const auto samples = tally::test::samples(line(index + 1) - line(index), line(index) * 1024, 1024);
    const auto captured = core::CaptureTime(std::chrono::hours(500'000)) +
                          std::chrono::microseconds(line(index) * 1024 * 1'000'000 / 48'000);
    return *core::parseChunk(core::writeChunk({.sequence = 1, .captured = captured, .samples = samples}), audioInit());
}

// An event whose time stands still until the test moves it.
class Stage {
public:
    explicit Stage(live::EventSettings settings = ofCup(), live::StreamOptions options = {}) {
        options.now = [this] {
            return now;
        };
        stream = *live::EventStream::open(std::move(settings), std::move(options));
    }

    static live::EventSettings ofCup() {
        live::EventSettings settings;
        settings.slug = "cup";
        return settings;
    }

    void init(const std::string& track, const live::IngestLane& lane, const core::InitSection& section) {
        must(stream->addInit(track, lane, section));
    }
    void video(const std::string& track, const live::IngestLane& lane, std::uint64_t first, std::uint64_t behindLast) {
        for (std::uint64_t i = first; i < behindLast; ++i) {
            must(stream->addChunk(track, lane, videoPart(i)));
        }
    }
    void audio(const std::string& track, const live::IngestLane& lane, std::uint64_t first, std::uint64_t behindLast) {
        for (std::uint64_t i = first; i < behindLast; ++i) {
            must(stream->addChunk(track, lane, audioPart(i)));
        }
    }

    std::string playlist(const std::string& track, const core::DeliveryDirectives& directives = {}) {
        const auto answer = stream->playlist(track, directives);
        return answer.playlist ? *answer.playlist->plain().text : std::string();
    }

    std::chrono::steady_clock::time_point now{};
    std::shared_ptr<live::EventStream> stream;

private:
    static void must(const core::Status& status) {
        if (!status) {
            throw std::runtime_error(status.error().detail);
        }
    }
};

} // namespace tally::server::test
