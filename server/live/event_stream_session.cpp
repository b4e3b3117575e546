// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <algorithm>
#include <cmath>

// Who publishes a track: sessions, what follows when one begins, and when its init section changes.
namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr auto kHolds = 1s; // who published within it has the track

double secondsOf(const core::Chunk& chunk, const core::InitSection& init) {
    return static_cast<double>(chunk.decodeTime) / static_cast<double>(init.format.timescale);
}

core::WallTime captureOf(const core::Chunk& chunk) {
    const core::CaptureTime time = chunk.captured.value_or(std::chrono::system_clock::now());
    return std::chrono::floor<std::chrono::milliseconds>(time);
}

} // namespace

// Two encoders with one key would take the track from each other part by part.
core::Status EventStream::mayPublish(const LiveTrack& track, const IngestLane& lane) const {
    const bool isOther = lane.session ? *lane.session != track.session : !track.session.starts_with(kUnnamedSession);
    if (isOther && track.lastChunk && m_options.now() - *track.lastChunk < kHolds) {
        const bool unnamed = track.session.starts_with(kUnnamedSession);
        return core::fail(core::ErrorCode::conflict,
                          "another encoder is publishing this track now" +
                              (unnamed ? std::string() : " (Tally-Session " + track.session + ")") +
                              ": stop it first, or publish under another track name");
    }
    return {};
}

// Of two encoders that send the same session, one cannot change what the other sends.
core::Status EventStream::mayChangeInit(const LiveTrack& track, const IngestLane& lane) const {
    const bool isSession = lane.session && *lane.session == track.session;
    if (isSession && track.timeline.init() && hasTwin(track, lane)) {
        return core::fail(
            core::ErrorCode::conflict,
            "another encoder of this session publishes the track with another init section: give both the "
            "same settings, or stop one for a second");
    }
    return {};
}

// Numbered by msn, so that a name is not used again after a restart of the server.
void EventStream::announce(LiveTrack& track, const IngestLane& lane, core::InitSection init) {
    const std::string session = lane.session.value_or("");
    if (track.pending && track.pending->session == session && track.pending->init.bytes == init.bytes) {
        return; // a retry
    }
    const std::uint32_t number = std::max(track.nextInit, static_cast<std::uint32_t>(untouchedMsn()));
    if (track.pending) {
        track.inits.erase(track.pending->number);
    }
    track.nextInit = number + 1;
    track.inits[number] = std::make_shared<const core::Bytes>(init.bytes);
    track.pending = PendingInit{std::move(init), session, number};
    track.rendered.clear(); // it is hinted at
}

core::Status EventStream::belongs(LiveTrack& track, const IngestLane& lane, const core::Chunk& chunk) {
    const bool isOfPending = track.pending && track.pending->session == lane.session.value_or("") &&
                             (!lane.init || lane.init->bytes == track.pending->init.bytes);
    if (isOfPending) {
        if (lane.session == track.session && track.isDuplicate(chunk)) { // an old body that is sent once more
            track.inits.erase(track.pending->number);
            track.pending.reset();
            return {};
        }
        beginPending(track, chunk);
        return {};
    }
    if (lane.session && *lane.session != track.session) { // a late body of the start before: of another clock
        return core::fail(core::ErrorCode::conflict, "another start of the encoder publishes this track now");
    }
    const bool isOther = lane.init && track.timeline.init() && lane.init->bytes != track.timeline.init()->bytes;
    if (isOther && !track.isDuplicate(chunk)) {
        return core::fail(core::ErrorCode::conflict, "the track goes on with another init section: send yours again");
    }
    return {};
}

// The first track of a session says where it begins, the others follow it.
void EventStream::beginPending(LiveTrack& track, const core::Chunk& chunk) {
    const PendingInit pending = std::move(*std::exchange(track.pending, std::nullopt));
    const bool unnamed = pending.session.empty();
    const auto last = track.timeline.lastDecodeTime();
    const bool isSame = track.timeline.init() && track.timeline.init()->bytes == pending.init.bytes;
    const bool goesOn = unnamed ? last && chunk.decodeTime > *last : pending.session == track.session;
    const bool isCurrent = m_anchor && track.session == m_anchor->session;
    if (goesOn && isSame) { // an encoder that reconnected
        track.inits.erase(pending.number);
        return;
    }
    track.early.clear();
    if (goesOn && isCurrent && track.timeline.init()) {
        changeInit(track, pending, chunk);
        return;
    }
    const bool joins = m_anchor && (unnamed ? !isCurrent && m_anchor->session.starts_with(kUnnamedSession)
                                            : pending.session == m_anchor->session);
    if (!joins) {
        m_anchor = anchorFor(chunk, pending.init, pending.session);
    }
    track.session = m_anchor->session;
    track.health.startAnew();
    track.waitingSince.reset(); // what was left over from before belongs to no part
    useInit(track, pending);
    track.timeline.beginSession(*m_anchor, pending.init, pending.number);
}

// The new init section and an EXT-X-DISCONTINUITY begin with the first segment that no track has begun yet, which has
// it in all tracks. Where others are ahead, this one leaves out what it has before that: less than a segment.
void EventStream::changeInit(LiveTrack& track, const PendingInit& pending, const core::Chunk& chunk) {
    const std::uint64_t from = std::max(track.timeline.untouchedMsn(), track.timeline.msnOf(chunk.decodeTime));
    const bool joins = !m_anchor->breaks.empty() && from <= m_anchor->breaks.back(); // another track's, just now
    if (!joins) {
        breakSession(std::max(from, untouchedMsn()));
    }
    useInit(track, pending);
    track.timeline.breakAt(*m_anchor, pending.init, pending.number);
}

void EventStream::breakSession(std::uint64_t msn) {
    m_anchor->addBreak(msn);
    for (auto& [name, track] : m_tracks) {
        if (track.session == m_anchor->session && track.timeline.init()) {
            track.timeline.follow(*m_anchor);
            if (track.recorder) {
                const std::uint32_t number = track.timeline.initNumber();
                track.recorder->beginSession(*m_anchor, number, track.inits[number]);
            }
        }
    }
}

void EventStream::useInit(LiveTrack& track, const PendingInit& pending) {
    if (track.recorder) {
        track.recorder->beginSession(*m_anchor, pending.number, track.inits[pending.number]);
    }
}

SessionAnchor EventStream::anchorFor(const core::Chunk& chunk, const core::InitSection& init,
                                     std::string session) const {
    SessionAnchor anchor;
    const double start = secondsOf(chunk, init);
    anchor.gridOrigin = static_cast<std::uint64_t>((start + 0.002) / m_settings.segmentSeconds);
    anchor.zero = captureOf(chunk) - std::chrono::milliseconds(std::llround(start * 1000));
    anchor.baseMsn = untouchedMsn();
    anchor.discontinuity = anchor.baseMsn > 0;
    for (const auto& [name, track] : m_tracks) {
        anchor.discontinuities = std::max(anchor.discontinuities, track.timeline.discontinuities());
    }
    if (m_anchor) { // of a break that no track has come to
        anchor.discontinuities = std::max(anchor.discontinuities, m_anchor->discontinuitiesAt(anchor.baseMsn));
    }
    anchor.discontinuities += anchor.discontinuity ? 1 : 0;
    anchor.session = session.empty() ? kUnnamedSession + std::to_string(anchor.baseMsn) : std::move(session);
    return anchor;
}

std::uint64_t EventStream::untouchedMsn() const {
    std::uint64_t msn = m_firstFreeMsn;
    for (const auto& [name, track] : m_tracks) {
        const TrackTimeline& timeline = track.timeline;
        if (timeline.open() || !timeline.finished().empty()) {
            msn = std::max(msn, timeline.untouchedMsn());
        }
    }
    return msn;
}

// A publisher's slip of the pen holds nobody up, and what an earlier start of the encoder had is not offered any more.
bool EventStream::isCurrent(const LiveTrack& track) const {
    return track.timeline.end() && m_anchor && track.session == m_anchor->session;
}

} // namespace tally::server::live
