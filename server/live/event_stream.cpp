// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include "server/live/gzip.h"
#include "server/live/playlist_view.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cmath>

namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr auto kOnAir = 3s; // a part within it

TimelineOptions optionsOf(const EventSettings& settings) {
    return {.partTargetSeconds = settings.partTargetSeconds, .segmentSeconds = settings.segmentSeconds};
}

double secondsOf(const core::Chunk& chunk, const core::InitSection& init) {
    return static_cast<double>(chunk.decodeTime) / static_cast<double>(init.format.timescale);
}

core::WallTime captureOf(const core::Chunk& chunk) {
    const core::CaptureTime time = chunk.captured.value_or(std::chrono::system_clock::now());
    return std::chrono::floor<std::chrono::milliseconds>(time);
}

const LiveSegment* findSegment(const TrackTimeline& timeline, std::uint64_t msn) {
    if (timeline.open() && timeline.open()->msn == msn) {
        return &*timeline.open();
    }
    const auto found = std::find_if(timeline.finished().begin(), timeline.finished().end(),
                                    [&](const LiveSegment& segment) { return segment.msn == msn; });
    return found == timeline.finished().end() ? nullptr : &*found;
}

} // namespace

EventStream::EventStream(EventSettings settings, std::size_t windowSegments, EventPosition position)
    : m_settings(std::move(settings)), m_windowSegments(windowSegments), m_resume(position) {}

EventStream::Track& EventStream::trackOf(const std::string& name) {
    const auto found = m_tracks.find(name);
    if (found != m_tracks.end()) {
        return found->second;
    }
    Track& track = m_tracks
                       .emplace(name, Track{.timeline = TrackTimeline(optionsOf(m_settings)),
                                            .session = {},
                                            .nextInit = 0,
                                            .inits = {},
                                            .pendingInit = {},
                                            .pendingSession = {},
                                            .rendered = {}})
                       .first->second;
    track.timeline.resume(m_resume.nextMsn, m_resume.discontinuities);
    return track;
}

core::Status EventStream::addInit(const std::string& name, const std::optional<std::string>& session,
                                  core::InitSection init) {
    const std::lock_guard lock(m_mutex);
    Track& track = trackOf(name);
    const bool sameBytes = track.timeline.init() && track.timeline.init()->bytes == init.bytes;
    if (session && *session == track.session && sameBytes) {
        return {}; // a retry
    }
    track.pendingInit = std::move(init);
    track.pendingSession = session.value_or("");
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
    if (track.timeline.add(chunk)) {
        track.timeline.keep(m_windowSegments);
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
    const bool joins = m_anchor && (unnamed ? track.session != m_anchor->session && m_anchor->session.starts_with('#')
                                            : track.pendingSession == m_anchor->session);
    const std::string session = joins     ? m_anchor->session
                                : unnamed ? "#" + std::to_string(++m_unnamedSessions)
                                          : track.pendingSession;
    if (!joins) {
        SessionAnchor anchor;
        anchor.session = session;
        const double start = secondsOf(chunk, init);
        anchor.gridOrigin = static_cast<std::uint64_t>((start + 0.002) / m_settings.segmentSeconds);
        anchor.zero = captureOf(chunk) - std::chrono::milliseconds(std::llround(start * 1000));
        anchor.baseMsn = m_resume.nextMsn;
        anchor.discontinuity = m_resume.nextMsn > 0;
        for (const auto& [name, other] : m_tracks) {
            const bool has = other.timeline.open() || !other.timeline.finished().empty();
            anchor.baseMsn = has ? std::max(anchor.baseMsn, other.timeline.nextMsn() + (other.timeline.open() ? 1 : 0))
                                 : anchor.baseMsn;
            anchor.discontinuity = anchor.discontinuity || has;
        }
        m_anchor = anchor;
    }
    track.session = session;
    // Numbered by msn, so that a name is not used again after a restart of the server.
    const std::uint32_t number = std::max(track.nextInit, static_cast<std::uint32_t>(m_anchor->baseMsn));
    track.nextInit = number + 1;
    track.inits[number] = std::make_shared<const core::Bytes>(init.bytes);
    track.timeline.beginSession(*m_anchor, init, number);
}

void EventStream::noteChange() {
    m_lastPart = std::chrono::steady_clock::now();
    for (auto& [name, track] : m_tracks) { // rendition reports stand in the others' playlists too
        track.rendered.clear();
    }
    for (const auto& weak : m_waiters) {
        if (auto waiter = weak.lock()) {
            const auto executor = waiter->timer.get_executor();
            boost::asio::post(executor, [waiter = std::move(waiter)] { waiter->timer.cancel(); });
        }
    }
    m_waiters.clear();
}

core::IngestPosition EventStream::ingestPosition(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    core::IngestPosition position{.track = name, .session = {}, .lastDecodeTime = {}};
    const auto track = m_tracks.find(name);
    if (track != m_tracks.end() && track->second.timeline.init()) {
        const std::string& session = track->second.session;
        position.session = session.starts_with('#') ? std::nullopt : std::optional(session);
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
    return m_lastPart && std::chrono::steady_clock::now() - *m_lastPart < kOnAir;
}

EventPosition EventStream::position() const {
    const std::lock_guard lock(m_mutex);
    EventPosition position = m_resume;
    for (const auto& [name, track] : m_tracks) {
        position.nextMsn = std::max(position.nextMsn, track.timeline.nextMsn());
        position.discontinuities = std::max(position.discontinuities, track.timeline.discontinuities());
    }
    return position;
}

core::LiveEdge EventStream::edgeOf(const TrackTimeline& timeline) const {
    core::LiveEdge edge;
    edge.openMsn = timeline.nextMsn();
    edge.openParts = timeline.open() ? timeline.open()->parts.size() : 0;
    edge.partTargetSeconds = m_settings.partTargetSeconds;
    edge.previousParts = timeline.finished().empty() ? 0 : timeline.finished().back().parts.size();
    return edge;
}

std::shared_ptr<Waiter> EventStream::hold(const boost::asio::any_io_executor& executor) {
    auto waiter = std::make_shared<Waiter>(executor);
    if (m_waiters.size() >= m_purgeAt) { // a stream that stands still: each doubling pays for the look through all
        std::erase_if(m_waiters, [](const std::weak_ptr<Waiter>& weak) { return weak.expired(); });
        m_purgeAt = 2 * m_waiters.size() + 64;
    }
    m_waiters.push_back(waiter);
    return waiter;
}

RenderedPlaylist EventStream::render(const std::string& name, Track& track, core::Skip skip) const {
    RenderedPlaylist& rendered = track.rendered[skip];
    if (rendered.plain) {
        return rendered;
    }
    core::MediaPlaylist playlist = mediaPlaylistOf(track.timeline, optionsOf(m_settings));
    if (skip != core::Skip::none) {
        playlist = deltaOf(std::move(playlist));
    }
    playlist.dateRanges = m_dateRanges;
    for (const auto& [other, state] : m_tracks) {
        if (other != name && state.timeline.end()) {
            playlist.renditionReports.push_back(reportOf(other, state.timeline));
        }
    }
    rendered.plain = std::make_shared<const std::string>(playlist.marshal());
    rendered.gzip = std::make_shared<const std::string>(gzip(*rendered.plain));
    return rendered;
}

EventStream::Answer EventStream::playlist(const std::string& name, const core::DeliveryDirectives& directives,
                                          const boost::asio::any_io_executor& executor) {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    Answer answer;
    if (track == m_tracks.end() || !track->second.timeline.end()) {
        return answer;
    }
    switch (core::decideReload(directives, edgeOf(track->second.timeline))) {
    case core::ReloadAction::refuse:
        answer.kind = Answer::Kind::refuse;
        break;
    case core::ReloadAction::hold:
        answer.kind = Answer::Kind::hold;
        answer.waiter = hold(executor);
        break;
    case core::ReloadAction::answer:
        answer.kind = Answer::Kind::found;
        answer.playlist = render(name, track->second, directives.skip);
        break;
    }
    return answer;
}

EventStream::Answer EventStream::part(const std::string& name, std::uint64_t msn, std::uint64_t index,
                                      const boost::asio::any_io_executor& executor) {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    Answer answer;
    if (track == m_tracks.end()) {
        return answer;
    }
    const TrackTimeline& timeline = track->second.timeline;
    const LiveSegment* segment = findSegment(timeline, msn);
    if (segment != nullptr && index < segment->parts.size()) {
        answer.kind = Answer::Kind::found;
        answer.bytes = segment->parts[index].bytes;
        return answer;
    }
    // The hinted part: no byte before the whole is there (rfc8216bis §6.2.6).
    const core::LiveEdge edge = edgeOf(timeline);
    if (timeline.end() && msn == edge.openMsn && index == edge.openParts) {
        answer.kind = Answer::Kind::hold;
        answer.waiter = hold(executor);
    }
    return answer;
}

core::SharedBytes EventStream::segment(const std::string& name, std::uint64_t msn) const {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    const LiveSegment* segment = track == m_tracks.end() ? nullptr : findSegment(track->second.timeline, msn);
    if (segment == nullptr || segment->gap ||
        (track->second.timeline.open() && segment == &*track->second.timeline.open())) {
        return nullptr;
    }
    core::Bytes whole;
    whole.reserve(segment->bytes);
    for (const PublishedPart& part : segment->parts) {
        whole.insert(whole.end(), part.bytes->begin(), part.bytes->end());
    }
    return std::make_shared<const core::Bytes>(std::move(whole));
}

core::SharedBytes EventStream::init(const std::string& name, std::uint32_t number) const {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    if (track == m_tracks.end()) {
        return nullptr;
    }
    const auto found = track->second.inits.find(number);
    return found == track->second.inits.end() ? nullptr : found->second;
}

std::optional<std::string> EventStream::multivariant() const {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, const TrackTimeline*> tracks;
    for (const auto& [name, track] : m_tracks) {
        if (!track.timeline.end()) { // a publisher's slip of the pen holds nobody up
            continue;
        }
        if (track.timeline.finished().empty()) { // some players give up on a playlist without a whole segment
            return std::nullopt;
        }
        tracks[name] = &track.timeline;
    }
    return tracks.empty() ? std::nullopt : std::optional(multivariantPlaylistOf(tracks).marshal());
}

} // namespace tally::server::live
