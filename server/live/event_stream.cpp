// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr auto kOnAir = 3s; // a part within it
constexpr auto kTwin = 1s;  // who published within it sends the same at the same time
constexpr std::size_t kMostTracks = 32;
constexpr std::size_t kMostPublishers = 8;

core::Status over() {
    return core::fail(core::ErrorCode::conflict,
                      "the event is over: open it again (DELETE /api/v1/events/{event}/end), or publish to another");
}

} // namespace

EventStream::EventStream(EventSettings settings, StreamOptions options)
    : m_settings(std::move(settings)), m_options(std::move(options)) {}

core::Result<std::shared_ptr<EventStream>> EventStream::open(EventSettings settings, StreamOptions options) {
    std::shared_ptr<EventStream> stream(new EventStream(std::move(settings), std::move(options)));
    if (auto loaded = stream->load(); !loaded) {
        return core::propagate(loaded);
    }
    return stream;
}

TimelineOptions EventStream::timelineOptions() const {
    return {.partTargetSeconds = m_settings.partTargetSeconds, .segmentSeconds = m_settings.segmentSeconds};
}

std::chrono::seconds EventStream::targetDuration() const {
    return std::chrono::seconds(targetDurationOf(m_settings.segmentSeconds));
}

void EventStream::change(const EventSettings& settings) {
    const std::lock_guard lock(m_mutex);
    m_settings.window = settings.window;
    m_settings.quotaBytes = settings.quotaBytes;
    if (settings.ended != m_settings.ended) {
        m_settings.ended = settings.ended;
        settings.ended ? end() : goOn();
    }
    trim();
    noteChange();
    for (auto& [name, track] : m_tracks) {
        track.waiting.askAgain();
    }
}

void EventStream::end() {
    for (auto& [name, track] : m_tracks) {
        track.pending.reset();
        track.early.clear();
        track.timeline.finish();
    }
    m_lastPart.reset();
}

// A publisher that never stopped goes on in its session, where all tracks can.
void EventStream::goOn() {
    if (!m_anchor) {
        return;
    }
    breakSession(untouchedMsn());
    for (auto& [name, track] : m_tracks) {
        if (isCurrent(track) && track.timeline.init()) {
            track.timeline.breakAt(*m_anchor, *track.timeline.init(), track.timeline.initNumber());
        }
    }
}

core::Status EventStream::addInit(const std::string& name, const IngestLane& lane, core::InitSection init) {
    const std::lock_guard lock(m_mutex);
    if (m_settings.ended) {
        return over();
    }
    if (!m_tracks.contains(name) && m_tracks.size() >= kMostTracks) {
        return core::fail(core::ErrorCode::tooLarge,
                          "the event has " + std::to_string(kMostTracks) + " tracks already");
    }
    LiveTrack& track = trackOf(name);
    const bool isSame = track.timeline.init() && track.timeline.init()->bytes == init.bytes;
    if (lane.session && *lane.session == track.session && isSame) {
        return {}; // a retry, or the other of two encoders
    }
    core::Status may = mayPublish(track, lane);
    if (may && !isSame) {
        may = mayChangeInit(track, lane);
    }
    if (may) {
        announce(track, lane, std::move(init));
    }
    return may;
}

core::Status EventStream::addChunk(const std::string& name, const IngestLane& lane, const core::Chunk& chunk) {
    const std::lock_guard lock(m_mutex);
    if (m_settings.ended) {
        return over();
    }
    LiveTrack& track = trackOf(name);
    if (auto does = belongs(track, lane, chunk); !does) {
        return does;
    }
    if (track.timeline.leapsAhead(chunk)) {
        return core::fail(core::ErrorCode::invalid, "the decode time leaps ahead; begin a new session");
    }
    track.lastChunk = m_options.now();
    if (!track.isDuplicate(chunk)) {
        track.waitingSince = track.waitingSince.value_or(*track.lastChunk);
        count(track, chunk);
    }
    if (take(track, lane, chunk)) {
        countSegment(track);
        trim();
        m_lastPart = m_options.now();
        m_meters->published = *m_lastPart;
        noteChange();
        track.waiting.askAgain();
        const auto since = std::exchange(track.waitingSince, std::nullopt);
        m_meters->receivedToPublished.observe(*m_lastPart - since.value_or(*m_lastPart));
    }
    return {};
}

// True when playlists changed.
bool EventStream::take(LiveTrack& track, const IngestLane& lane, const core::Chunk& chunk) {
    const auto now = m_options.now();
    const bool isEarly = track.timeline.leavesHole(chunk) && hasTwin(track, lane);
    if (track.publishers.size() >= kMostPublishers) {
        std::erase_if(track.publishers, [&](const auto& seen) { return now - seen.second >= kTwin; });
    }
    if (track.publishers.size() < kMostPublishers) {
        track.publishers[lane.address] = now;
    }
    bool changed = false;
    if (isEarly) {
        track.early.hold(chunk, now);
    } else {
        changed = track.timeline.add(chunk);
    }
    for (const core::Chunk& next : track.early.take(track.timeline.endDecodeTime(), now)) {
        changed = track.timeline.add(next) || changed;
    }
    return changed;
}

bool EventStream::hasTwin(const LiveTrack& track, const IngestLane& lane) const {
    return std::any_of(track.publishers.begin(), track.publishers.end(), [&](const auto& seen) {
        return seen.first != lane.address && m_options.now() - seen.second < kTwin;
    });
}

void EventStream::noteChange() {
    for (auto& [name, track] : m_tracks) { // rendition reports stand in the others' playlists too
        track.rendered.clear();
    }
    m_multivariant.reset();
}

std::optional<core::InitSection> EventStream::initOf(const std::string& name,
                                                     const std::optional<std::string>& session) const {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    if (track == m_tracks.end() || !session) {
        return std::nullopt;
    }
    if (track->second.pending && track->second.pending->session == *session) {
        return track->second.pending->init;
    }
    return track->second.session == *session ? track->second.timeline.init() : std::nullopt;
}

void EventStream::setDateRanges(std::vector<core::DateRange> ranges) {
    const std::lock_guard lock(m_mutex);
    m_dateRanges = std::move(ranges);
    for (auto& [name, track] : m_tracks) {
        track.rendered.clear();
    }
}

std::optional<core::WallTime> EventStream::liveEdge() const {
    const std::lock_guard lock(m_mutex);
    std::optional<core::WallTime> edge;
    for (const auto& [name, track] : m_tracks) {
        edge = track.timeline.end() && (!edge || *track.timeline.end() > *edge) ? track.timeline.end() : edge;
    }
    return edge;
}

bool EventStream::onAir() const {
    const std::lock_guard lock(m_mutex);
    return isOnAir();
}

bool EventStream::isOnAir() const {
    return m_lastPart && m_options.now() - *m_lastPart < kOnAir;
}

std::shared_ptr<Waiter> EventStream::stored(const boost::asio::any_io_executor& executor) const {
    return m_options.disk != nullptr ? m_options.disk->written(executor) : nullptr;
}

bool isTrackName(std::string_view name) {
    const auto isAllowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), isAllowed);
}

} // namespace tally::server::live
