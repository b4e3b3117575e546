// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"
#include "server/live/gzip.h"
#include "server/live/playlist_view.h"
#include "server/net/entity_tag.h"

#include <algorithm>
#include <iterator>

// What viewers get of an event.
namespace tally::server::live {
namespace {

const LiveSegment* findSegment(const TrackTimeline& timeline, std::uint64_t msn) {
    if (timeline.open() && timeline.open()->msn == msn) {
        return &*timeline.open();
    }
    const auto& finished = timeline.finished(); // one msn after the other
    const bool isThere = !finished.empty() && msn >= finished.front().msn && msn <= finished.back().msn;
    return isThere ? &finished[msn - finished.front().msn] : nullptr;
}

// Programme date-time of the first segment.
core::WallTime beginOf(const TrackTimeline& timeline) {
    const LiveSegment* first = !timeline.finished().empty() ? &timeline.finished().front() : nullptr;
    first = first == nullptr && timeline.open() ? &*timeline.open() : first;
    return first != nullptr ? first->programDateTime : core::WallTime::min();
}

} // namespace

core::LiveEdge EventStream::edgeOf(const TrackTimeline& timeline) const {
    core::LiveEdge edge;
    edge.openMsn = timeline.nextMsn();
    edge.openParts = timeline.open() ? timeline.open()->parts.size() : 0;
    edge.partTargetSeconds = m_settings.partTargetSeconds;
    edge.previousParts = timeline.finished().empty() ? 0 : timeline.finished().back().parts.size();
    return edge;
}

// A publisher's slip of the pen holds nobody up, and what an earlier start of the encoder had is not offered any more.
bool EventStream::isCurrent(const Track& track) const {
    return track.timeline.end() && m_anchor && track.session == m_anchor->session;
}

RenderedPlaylist EventStream::render(const std::string& name, Track& track, core::Skip skip) const {
    RenderedPlaylist& rendered = track.rendered[skip];
    if (rendered.plain) {
        return rendered;
    }
    core::MediaPlaylist playlist = mediaPlaylistOf(track.timeline, timelineOptions(), skip);
    const auto isInWindow = [from = beginOf(track.timeline)](const core::DateRange& range) {
        return range.start + std::chrono::duration_cast<std::chrono::milliseconds>(range.duration) >= from;
    };
    std::copy_if(m_dateRanges.begin(), m_dateRanges.end(), std::back_inserter(playlist.dateRanges), isInWindow);
    for (const auto& [other, state] : m_tracks) {
        if (other != name && isCurrent(state)) {
            playlist.renditionReports.push_back(reportOf(other, state.timeline));
        }
    }
    rendered.plain = std::make_shared<const std::string>(playlist.marshal());
    rendered.gzip = std::make_shared<const std::string>(gzip(*rendered.plain));
    rendered.plainTag = net::entityTagOf(*rendered.plain);
    rendered.gzipTag = net::entityTagOf(*rendered.gzip);
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
        answer.waiter = m_waiting.hold(executor);
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
        answer.waiter = m_waiting.hold(executor);
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
    core::Bytes whole;
    whole.reserve(segment->bytes);
    for (const PublishedPart& part : segment->parts) {
        whole.insert(whole.end(), part.bytes->begin(), part.bytes->end());
    }
    return {.bytes = std::make_shared<const core::Bytes>(std::move(whole)), .store = {}};
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
std::optional<std::string> EventStream::multivariant() const {
    const std::lock_guard lock(m_mutex);
    const bool isSettled = std::all_of(m_tracks.begin(), m_tracks.end(), [this](const auto& entry) {
        return !isCurrent(entry.second) || entry.second.timeline.hasWholeSegment();
    });
    std::map<std::string, const TrackTimeline*> tracks;
    for (const auto& [name, track] : m_tracks) {
        if (!track.timeline.end() || (isSettled && !isCurrent(track))) {
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
