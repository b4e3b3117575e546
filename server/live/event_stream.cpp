// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr auto kOnAir = 3s; // a part within it
constexpr auto kHolds = 1s; // who published within it has the track
constexpr std::size_t kSegmentsInMemory = 30;
constexpr std::size_t kMostTracks = 32;
constexpr char kUnnamed = '#'; // a session of ours begins with it

double secondsOf(const core::Chunk& chunk, const core::InitSection& init) {
    return static_cast<double>(chunk.decodeTime) / static_cast<double>(init.format.timescale);
}

core::WallTime captureOf(const core::Chunk& chunk) {
    const core::CaptureTime time = chunk.captured.value_or(std::chrono::system_clock::now());
    return std::chrono::floor<std::chrono::milliseconds>(time);
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

core::Status EventStream::load() {
    if (m_options.disk == nullptr) {
        return {};
    }
    std::error_code error;
    std::filesystem::create_directories(m_options.folder, error);
    for (const auto& entry : std::filesystem::directory_iterator(m_options.folder, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && isTrackName(name)) {
            trackOf(name);
        }
    }
    removeOldTracks();
    return error ? core::fail(core::ErrorCode::unavailable,
                              "cannot read " + m_options.folder.string() + ": " + error.message())
                 : core::Status();
}

// Nobody publishes them any more, so nothing else would take them from the disk.
void EventStream::removeOldTracks() {
    const auto window =
        std::chrono::duration<double>(static_cast<double>(m_options.windowSegments) * m_settings.segmentSeconds);
    core::WallTime newest{};
    for (const auto& [name, track] : m_tracks) {
        newest = std::max(newest, track.timeline.end().value_or(core::WallTime()));
    }
    std::erase_if(m_tracks, [&](const auto& entry) {
        const bool isOld = entry.second.timeline.end().value_or(core::WallTime()) + window < newest;
        if (isOld) {
            std::error_code ignored; // what stays is removed at the next start
            std::filesystem::remove_all(m_options.folder / entry.first, ignored);
        }
        return isOld;
    });
}

// A track that is seen for the first time gets its folder here: once a track, the lock is held for longer.
EventStream::Track& EventStream::trackOf(const std::string& name) {
    if (const auto found = m_tracks.find(name); found != m_tracks.end()) {
        return found->second;
    }
    StoredTrack stored;
    std::unique_ptr<TrackRecorder> recorder;
    if (m_options.disk != nullptr) {
        auto store = TrackStore::open(m_options.folder / name, m_settings.segmentSeconds, stored);
        if (store) {
            recorder =
                std::make_unique<TrackRecorder>(m_settings.slug + "/" + name, std::move(*store), *m_options.disk);
        } else {
            spdlog::error("{}; {}/{} is live from memory alone", store.error().detail, m_settings.slug, name);
        }
    }
    TrackTimeline timeline(timelineOptions(), recorder.get());
    Track& track = m_tracks
                       .emplace(name, Track{.recorder = std::move(recorder),
                                            .timeline = std::move(timeline),
                                            .session = {},
                                            .inits = {},
                                            .pendingInit = {},
                                            .pendingSession = {},
                                            .rendered = {},
                                            .lastChunk = {},
                                            .counts = {},
                                            .countedMsn = {}})
                       .first->second;
    restore(track, std::move(stored));
    return track;
}

// All tracks go on where they were; the session that began last is the event's.
void EventStream::restore(Track& track, StoredTrack found) {
    m_firstFreeMsn = std::max(m_firstFreeMsn, found.nextFreeMsn);
    track.inits = std::move(found.inits);
    if (!found.state) {
        return;
    }
    track.session = found.state->anchor.session;
    if (!m_anchor || m_anchor->baseMsn < found.state->anchor.baseMsn) {
        m_anchor = found.state->anchor;
    }
    track.timeline.restore(std::move(*found.state));
    track.timeline.forgetMedia(kSegmentsInMemory);
}

core::Status EventStream::addInit(const std::string& name, const std::optional<std::string>& session,
                                  core::InitSection init) {
    const std::lock_guard lock(m_mutex);
    if (!m_tracks.contains(name) && m_tracks.size() >= kMostTracks) {
        return core::fail(core::ErrorCode::tooLarge,
                          "the event has " + std::to_string(kMostTracks) + " tracks already");
    }
    Track& track = trackOf(name);
    const bool sameBytes = track.timeline.init() && track.timeline.init()->bytes == init.bytes;
    if (session && *session == track.session && sameBytes) {
        return {}; // a retry
    }
    if (auto may = mayTakeOver(track, session); !may) {
        return may;
    }
    track.pendingInit = std::move(init);
    track.pendingSession = session.value_or("");
    return {};
}

// Two encoders with one key would take the track from each other part by part.
core::Status EventStream::mayTakeOver(const Track& track, const std::optional<std::string>& session) const {
    const bool isOther = session ? *session != track.session : !track.session.starts_with(kUnnamed);
    if (isOther && track.lastChunk && m_options.now() - *track.lastChunk < kHolds) {
        const bool unnamed = track.session.starts_with(kUnnamed);
        return core::fail(core::ErrorCode::conflict,
                          "another encoder is publishing this track now" +
                              (unnamed ? std::string() : " (Tally-Session " + track.session + ")") +
                              ": stop it first, or publish under another track name");
    }
    return {};
}

core::Status EventStream::addChunk(const std::string& name, const std::optional<std::string>& session,
                                   const core::Chunk& chunk) {
    const std::lock_guard lock(m_mutex);
    Track& track = trackOf(name);
    if (track.pendingInit && track.pendingSession == session.value_or("")) {
        beginSession(track, chunk);
    } else if (session &&
               *session != track.session) { // a late body of the start before: its times are of another clock
        return core::fail(core::ErrorCode::conflict, "another start of the encoder publishes this track now");
    }
    if (track.timeline.leapsAhead(chunk)) {
        return core::fail(core::ErrorCode::invalid, "the decode time leaps ahead; begin a new session");
    }
    track.lastChunk = m_options.now();
    count(name, track, chunk);
    if (track.timeline.add(chunk)) {
        countSegment(name, track);
        trim(track);
        noteChange();
    }
    return {};
}

// The first track of a session says where it begins, the others follow it.
void EventStream::beginSession(Track& track, const core::Chunk& chunk) {
    const core::InitSection init = *std::exchange(track.pendingInit, std::nullopt);
    const bool unnamed = track.pendingSession.empty();
    const auto last = track.timeline.lastDecodeTime();
    const bool goesOn = unnamed && last && chunk.decodeTime > *last && track.timeline.init()->bytes == init.bytes;
    if (goesOn) { // an encoder that reconnected
        return;
    }
    const bool joins =
        m_anchor && (unnamed ? track.session != m_anchor->session && m_anchor->session.starts_with(kUnnamed)
                             : track.pendingSession == m_anchor->session);
    if (!joins) {
        m_anchor = anchorFor(chunk, init, track.pendingSession);
    }
    track.session = m_anchor->session;
    // Numbered by msn, so that a name is not used again after a restart of the server.
    const std::uint32_t next = track.inits.empty() ? 0 : track.inits.rbegin()->first + 1;
    const std::uint32_t number = std::max(next, static_cast<std::uint32_t>(m_anchor->baseMsn));
    const auto bytes = std::make_shared<const core::Bytes>(init.bytes);
    track.inits[number] = bytes;
    if (track.recorder) {
        track.recorder->beginSession(*m_anchor, number, bytes);
    }
    track.timeline.beginSession(*m_anchor, init, number);
}

SessionAnchor EventStream::anchorFor(const core::Chunk& chunk, const core::InitSection& init,
                                     std::string session) const {
    SessionAnchor anchor;
    const double start = secondsOf(chunk, init);
    anchor.gridOrigin = static_cast<std::uint64_t>((start + 0.002) / m_settings.segmentSeconds);
    anchor.zero = captureOf(chunk) - std::chrono::milliseconds(std::llround(start * 1000));
    anchor.baseMsn = m_firstFreeMsn;
    anchor.discontinuity = m_firstFreeMsn > 0;
    for (const auto& [name, track] : m_tracks) {
        const TrackTimeline& timeline = track.timeline;
        if (timeline.open() || !timeline.finished().empty()) {
            anchor.baseMsn = std::max(anchor.baseMsn, timeline.nextMsn() + (timeline.open() ? 1 : 0));
            anchor.discontinuity = true;
        }
        anchor.discontinuities = std::max(anchor.discontinuities, timeline.discontinuities());
    }
    anchor.discontinuities += anchor.discontinuity ? 1 : 0;
    anchor.session = session.empty() ? kUnnamed + std::to_string(anchor.baseMsn) : std::move(session);
    return anchor;
}

// Old segments stay in the playlist without their bytes, as long as the disk has them.
void EventStream::trim(Track& track) {
    TrackTimeline& timeline = track.timeline;
    timeline.keep(m_options.windowSegments);
    const auto& finished = timeline.finished();
    if (!finished.empty()) { // HOSTILE H28: an encoder that flaps brings one with each start
        track.inits.erase(track.inits.begin(), track.inits.lower_bound(finished.front().init));
    }
    if (!track.recorder || finished.empty()) {
        return;
    }
    if (finished.size() > kSegmentsInMemory) {
        const std::uint64_t inMemory = finished[finished.size() - kSegmentsInMemory].msn;
        timeline.keepFrom(std::min(inMemory, track.recorder->store()->firstMsn()));
        timeline.forgetMedia(kSegmentsInMemory);
    }
    // By the window, not by what is listed: after trouble with the disk a start of the server finds the rest again.
    const std::uint64_t newest = timeline.finished().back().msn;
    track.recorder->keepFrom(newest + 1 - std::min<std::uint64_t>(newest + 1, m_options.windowSegments));
}

void EventStream::noteChange() {
    m_lastPart = m_options.now();
    for (auto& [name, track] : m_tracks) { // rendition reports stand in the others' playlists too
        track.rendered.clear();
    }
    m_waiting.wakeAll();
}

core::IngestPosition EventStream::ingestPosition(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    core::IngestPosition position{.track = name, .session = {}, .lastDecodeTime = {}};
    const auto track = m_tracks.find(name);
    if (track != m_tracks.end() && track->second.timeline.init()) {
        const std::string& session = track->second.session;
        position.session = session.starts_with(kUnnamed) ? std::nullopt : std::optional(session);
        position.lastDecodeTime = track->second.timeline.lastDecodeTime();
    }
    return position;
}

std::optional<core::InitSection> EventStream::initOf(const std::string& name,
                                                     const std::optional<std::string>& session) const {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    if (track == m_tracks.end() || !session) {
        return std::nullopt;
    }
    if (track->second.pendingInit && track->second.pendingSession == *session) {
        return track->second.pendingInit;
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
