// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"
#include "server/live/playlist_view.h"

#include <algorithm>

// What viewers get of an event.
namespace tally::server::live {
namespace {

const LiveSegment* findSegment(const TrackTimeline& timeline, std::uint64_t msn) {
    if (timeline.open() && timeline.open()->msn == msn) {
        return &*timeline.open();
    }
    return timeline.finished().findServed(msn);
}

} // namespace

core::LiveEdge EventStream::edgeOf(const TrackTimeline& timeline) const {
    core::LiveEdge edge;
    edge.openMsn = timeline.nextMsn();
    edge.openParts = timeline.open() ? timeline.open()->parts.size() : 0;
    edge.partTargetSeconds = m_settings.partTargetSeconds;
    edge.ended = m_settings.ended;
    edge.previousParts = timeline.finished().empty() ? 0 : timeline.finished().back().parts.size();
    return edge;
}

std::shared_ptr<LazyText> EventStream::render(const std::string& name, LiveTrack& track, core::Skip skip) const {
    std::shared_ptr<LazyText>& rendered = track.rendered[m_settings.ended ? core::Skip::none : skip];
    if (rendered) {
        return rendered;
    }
    TrackSnapshot snapshot = snapshotOf(track.timeline, timelineOptions());
    snapshot.ended = m_settings.ended;
    if (track.pending && track.timeline.init()->bytes != track.pending->init.bytes) {
        snapshot.nextInit = track.pending->number;
    }
    std::vector<core::RenditionReport> reports;
    for (const auto& [other, state] : m_tracks) {
        if (other != name && isOffered(state)) { // B.1: of every other that the multivariant playlist names
            reports.push_back(reportOf(other, state.timeline));
        }
    }
    PlaylistRender made{std::move(snapshot), skip, m_dateRanges, std::move(reports)};
    rendered = std::make_shared<LazyText>([made = std::move(made)] { return made.text(); });
    return rendered;
}

void EventStream::hold(LiveTrack& track, net::RequestHolder* holder) {
    if (holder != nullptr) { // on the system's clock: no test waits for it
        track.waiting.add(holder->hold(std::chrono::steady_clock::now() + 3 * targetDuration()));
    }
}

EventStream::Answer EventStream::playlist(const std::string& name, const core::DeliveryDirectives& directives,
                                          net::RequestHolder* holder) {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    Answer answer;
    if (track == m_tracks.end() || !track->second.timeline.end()) {
        return answer;
    }
    const core::ReloadAction action = core::decideReload(directives, edgeOf(track->second.timeline));
    if (action == core::ReloadAction::refuse) {
        answer.kind = Answer::Kind::refuse;
        return answer;
    }
    if (holder == nullptr || !holder->wasHeld()) {
        noteViewer(track->second, directives);
    }
    if (action == core::ReloadAction::hold) {
        answer.kind = Answer::Kind::hold;
        hold(track->second, holder);
        return answer;
    }
    answer.kind = Answer::Kind::found;
    answer.playlist = render(name, track->second, directives.skip);
    answer.ended = m_settings.ended;
    return answer;
}

void EventStream::noteViewer(LiveTrack& track, const core::DeliveryDirectives& directives) {
    const double interval = directives.msn ? m_settings.partTargetSeconds : targetDurationOf(m_settings.segmentSeconds);
    track.viewers.note(m_options.now(), interval);
}

EventStream::Answer EventStream::part(const std::string& name, std::uint64_t msn, std::uint64_t index,
                                      net::RequestHolder* holder) {
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
    if (timeline.end() && !edge.ended && msn == edge.openMsn && index == edge.openParts) {
        answer.kind = Answer::Kind::hold;
        hold(track->second, holder);
    }
    return answer;
}

EventStream::Media EventStream::segment(const std::string& name, std::uint64_t msn) const {
    const std::lock_guard lock(m_mutex);
    const auto track = m_tracks.find(name);
    const LiveSegment* segment = track == m_tracks.end() ? nullptr : findSegment(track->second.timeline, msn);
    if (segment == nullptr || segment->gap ||
        (track->second.timeline.open() && segment == &*track->second.timeline.open())) {
        return {};
    }
    if (segment->parts.empty()) {
        return {.bytes = {}, .store = track->second.recorder ? track->second.recorder->store() : nullptr};
    }
    return {.bytes = wholeOf(*segment), .store = {}};
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

// What a start of the encoder brings is offered when each of its tracks has a whole segment: a player that came in
// between would miss the others for good. Until then it is what the start before had.
bool EventStream::isSettled() const {
    return std::all_of(m_tracks.begin(), m_tracks.end(), [this](const auto& entry) {
        return !isCurrent(entry.second) || entry.second.timeline.hasWholeSegment();
    });
}

bool EventStream::isOffered(const LiveTrack& track) const {
    return track.timeline.end() && (isCurrent(track) || !isSettled());
}

std::shared_ptr<LazyText> EventStream::multivariant() const {
    const std::lock_guard lock(m_mutex);
    if (m_multivariant) {
        return m_multivariant;
    }
    std::map<std::string, const TrackTimeline*> tracks;
    for (const auto& [name, track] : m_tracks) {
        if (!isOffered(track)) {
            continue;
        }
        if (track.timeline.finished().empty()) { // some players give up on a playlist without a whole segment
            return nullptr;
        }
        tracks[name] = &track.timeline;
    }
    if (!tracks.empty()) {
        m_multivariant = std::make_shared<LazyText>([made = multivariantPlaylistOf(tracks)] { return made.marshal(); });
    }
    return m_multivariant;
}

} // namespace tally::server::live
