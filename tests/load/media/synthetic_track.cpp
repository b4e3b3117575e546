// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/media/synthetic_track.h"

#include "tests/core/support/media.h"

#include <algorithm>
#include <charconv>

namespace tally::load {
namespace {

constexpr core::FrameRate kFrameRate{.numerator = 30, .denominator = 1};
constexpr std::uint32_t kAudioFrameTicks = 1024;
constexpr std::size_t kBoxBytes = 190; // prft, moof and the head of mdat, about
constexpr std::size_t kSampleHead = 5; // NAL length and header

core::PartGrid grid() {
    return core::PartGrid::of(kFrameRate, core::LatencyProfile::ultra);
}

core::PartCutter cutterOf(const core::TrackFormat& format) {
    return format.kind == core::MediaKind::video ? core::PartCutter::forVideo(grid(), format.timescale)
                                                 : core::PartCutter::forAudio(grid(), format.timescale);
}

std::uint32_t ticksOf(const core::TrackFormat& format) {
    return format.kind == core::MediaKind::video ? format.timescale * kFrameRate.denominator / kFrameRate.numerator
                                                 : kAudioFrameTicks;
}

std::size_t bytesOf(const TrackPlan& plan, const core::TrackFormat& format) {
    const double samplesPerPart = grid().videoPartSeconds() * format.timescale / ticksOf(format);
    const std::size_t media = plan.bytesPerPart - std::min(plan.bytesPerPart, kBoxBytes);
    return std::max(kSampleHead + 1, static_cast<std::size_t>(static_cast<double>(media) / samplesPerPart));
}

// One NAL of filler behind its length, or as many bytes of sound.
core::Bytes filler(std::size_t bytes, bool sync) {
    core::Bytes data(bytes, std::byte{0xA5});
    const std::size_t length = bytes - 4;
    for (std::size_t i = 0; i < 4; ++i) {
        data[i] = static_cast<std::byte>(length >> (8 * (3 - i)));
    }
    data[4] = sync ? std::byte{0x65} : std::byte{0x41}; // a slice of an IDR picture, or of another
    return data;
}

} // namespace

core::Result<TrackPlan> parseTrackPlan(std::string_view text) {
    const auto first = text.find(':');
    const auto second = text.find(':', first == std::string_view::npos ? first : first + 1);
    const std::string detail = "'" + std::string(text) + "' is not NAME:video:BYTES or NAME:audio:BYTES";
    if (first == 0 || second == std::string_view::npos) {
        return core::fail(core::ErrorCode::invalid, detail);
    }
    TrackPlan plan{.name = std::string(text.substr(0, first))};
    const std::string_view kind = text.substr(first + 1, second - first - 1);
    const std::string_view bytes = text.substr(second + 1);
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), plan.bytesPerPart);
    const bool isNumber = error == std::errc() && end == bytes.data() + bytes.size();
    if (!isNumber || (kind != "video" && kind != "audio")) {
        return core::fail(core::ErrorCode::invalid, detail);
    }
    plan.kind = kind == "video" ? core::MediaKind::video : core::MediaKind::audio;
    return plan;
}

SyntheticTrack::SyntheticTrack(const TrackPlan& plan, core::CaptureTime zero)
    : m_plan(plan),
      m_zero(zero),
      m_format(plan.kind == core::MediaKind::video ? test::videoFormat() : test::audioFormat()),
      m_cutter(cutterOf(m_format)),
      m_sampleTicks(ticksOf(m_format)),
      m_sampleBytes(bytesOf(plan, m_format)) {}

core::Bytes SyntheticTrack::init() const {
    return core::writeInitSection(m_format);
}

SyntheticTrack::Part SyntheticTrack::next() {
    std::vector<std::vector<core::Sample>> parts;
    while (parts.empty()) {
        parts = m_cutter.push(nextSample());
    }
    const auto& samples = parts.front(); // back to back and on the grid: never two at once
    const core::Sample& last = samples.back();
    return {
        .chunk = core::writeChunk(
            {.sequence = ++m_chunks, .captured = m_zero + mediaTime(samples.front().decodeTime), .samples = samples}),
        .end = mediaTime(last.decodeTime + last.duration)};
}

core::Sample SyntheticTrack::nextSample() {
    const std::uint64_t index = m_samples++;
    const bool sync = m_plan.kind == core::MediaKind::audio || index % grid().framesPerSegment() == 0;
    return {.data = filler(m_sampleBytes, sync),
            .decodeTime = index * m_sampleTicks,
            .duration = m_sampleTicks,
            .sync = sync};
}

std::chrono::nanoseconds SyntheticTrack::mediaTime(std::uint64_t ticks) const {
    constexpr std::uint64_t kBillion = 1'000'000'000;
    const std::uint64_t whole = ticks / m_format.timescale;
    const std::uint64_t rest = ticks % m_format.timescale;
    return std::chrono::nanoseconds(whole * kBillion + rest * kBillion / m_format.timescale);
}

} // namespace tally::load
