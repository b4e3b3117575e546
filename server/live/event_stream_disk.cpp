// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <spdlog/spdlog.h>

#include <algorithm>

// An event's window: what a start finds of it, and what leaves it.
namespace tally::server::live {
namespace {

constexpr std::size_t kSegmentsInMemory = 30;
constexpr std::size_t kLeastSegments = 6; // of a track that is silent: its playlist stays one

} // namespace

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
    for (auto& [name, track] : m_tracks) {
        if (m_anchor && track.session == m_anchor->session) {
            track.timeline.follow(*m_anchor);
        }
        if (m_settings.ended) {
            track.timeline.finish();
        }
    }
    removeOldTracks();
    trim();
    return error ? core::fail(core::ErrorCode::unavailable,
                              "cannot read " + m_options.folder.string() + ": " + error.message())
                 : core::Status();
}

// Nobody publishes them any more, so nothing else would take them from the disk.
void EventStream::removeOldTracks() {
    core::WallTime newest{};
    for (const auto& [name, track] : m_tracks) {
        newest = std::max(newest, track.timeline.end().value_or(core::WallTime()));
    }
    std::erase_if(m_tracks, [&](const auto& entry) {
        const bool isOld = entry.second.timeline.end().value_or(core::WallTime()) + window() < newest;
        if (isOld) {
            std::error_code ignored; // what stays is removed at the next start
            std::filesystem::remove_all(m_options.folder / entry.first, ignored);
        }
        return isOld;
    });
}

// A track that is seen for the first time gets its folder here: once a track, the lock is held for longer.
LiveTrack& EventStream::trackOf(const std::string& name) {
    if (const auto found = m_tracks.find(name); found != m_tracks.end()) {
        return found->second;
    }
    StoredTrack stored;
    std::unique_ptr<TrackRecorder> recorder;
    if (m_options.disk != nullptr) {
        auto store = TrackStore::open(m_options.folder / name, m_settings.segmentSeconds, stored);
        if (store) {
            m_stores->add(*store);
            recorder = std::make_unique<TrackRecorder>(m_settings.slug + "/" + name, std::move(*store), m_stores,
                                                       *m_options.disk);
        } else {
            spdlog::error("{}; {}/{} is live from memory alone", store.error().detail, m_settings.slug, name);
        }
    }
    TrackHealth health(m_settings.slug + "/" + name, m_settings.partTargetSeconds, m_settings.segmentSeconds);
    LiveTrack& track =
        m_tracks.try_emplace(name, timelineOptions(), std::move(health), std::move(recorder), m_options.memory)
            .first->second;
    restore(track, std::move(stored));
    return track;
}

// All tracks go on where they were; the session that began last is the event's, with all that broke in it.
void EventStream::restore(LiveTrack& track, StoredTrack found) {
    m_firstFreeMsn = std::max(m_firstFreeMsn, found.nextFreeMsn);
    track.inits = std::move(found.inits);
    track.nextInit = track.inits.empty() ? 0 : track.inits.rbegin()->first + 1;
    if (!found.state) {
        return;
    }
    const SessionAnchor& anchor = found.state->anchor;
    track.session = anchor.session;
    const bool isNewer = !m_anchor || m_anchor->baseMsn < anchor.baseMsn ||
                         (m_anchor->baseMsn == anchor.baseMsn && m_anchor->breaks.size() < anchor.breaks.size());
    if (isNewer) {
        m_anchor = anchor;
    }
    track.restore(std::move(*found.state));
    track.timeline.forgetMedia(kSegmentsInMemory);
}

// All tracks have a common begin: what goes for want of room goes from all alike. The window is one of media time: an
// encoder's clock may have gone back from one start to the next. Old segments stay
// in the playlist without their bytes, as long as the disk has them.
void EventStream::trim() {
    const core::WallTime ofQuota = quotaBegin();
    core::WallTime begin = ofQuota;
    for (auto& [name, track] : m_tracks) {
        if (!track.recorder) {
            continue;
        }
        noteLost(track);
        const std::uint64_t dropped = track.recorder->store()->firstMsn(); // by a full disk
        if (const LiveSegment* first = track.timeline.finished().find(dropped);
            first != nullptr && first->msn > track.timeline.finished().front().msn) {
            begin = std::max(begin, first->programDateTime);
        }
    }
    for (auto& [name, track] : m_tracks) {
        keepFrom(track, begin);
        if (ofQuota > core::WallTime::min() && track.recorder) {
            track.recorder->keepOnlyFrom(track.timeline.finished().front().msn);
        }
    }
}

void EventStream::keepFrom(LiveTrack& track, core::WallTime time) const {
    TrackTimeline& timeline = track.timeline;
    const auto& finished = timeline.finished();
    timeline.keep(window());
    if (finished.size() > kLeastSegments) {
        timeline.keepFrom(std::min(time, finished[finished.size() - kLeastSegments].programDateTime));
    }
    if (!finished.empty()) { // HOSTILE H28: an encoder that flaps brings one with each start
        track.inits.erase(track.inits.begin(), track.inits.lower_bound(finished.front().init));
    }
    if (track.recorder && !finished.empty()) {
        timeline.forgetMedia(kSegmentsInMemory);
        const std::uint64_t first = finished.front().msn;
        track.recorder->keepFrom(first - std::min<std::uint64_t>(first, SegmentHistory::kServedOn));
    }
}

// What the disk did not take is a gap as soon as it leaves the memory; more than kMostGaps are no hole.
void EventStream::noteLost(LiveTrack& track) const {
    for (const std::uint64_t msn : track.recorder->store()->takeLost()) {
        track.timeline.lose(msn);
        track.lostInARow = msn == track.lastLost + 1 ? track.lostInARow + 1 : 1;
        track.lastLost = msn;
        if (track.lostInARow > kMostGaps) {
            const std::uint64_t untouched = track.timeline.untouchedMsn();
            track.timeline.keepFrom(std::min(msn, untouched - std::min<std::uint64_t>(untouched, kSegmentsInMemory)));
        }
    }
}

std::chrono::seconds EventStream::window() const {
    return m_settings.window.value_or(m_options.window);
}

// More on disk than the event may have: the minute that is the oldest goes. One at a time: the writer is asked first.
core::WallTime EventStream::quotaBegin() const {
    const std::uint64_t quota = m_settings.quotaBytes.value_or(m_options.quotaBytes);
    if (quota == 0 || m_stores->bytes() <= quota) {
        return core::WallTime::min();
    }
    const LiveTrack* oldest = nullptr;
    for (const auto& [name, track] : m_tracks) {
        const auto& finished = track.timeline.finished();
        if (!track.recorder || finished.empty() || track.recorder->isRemoving()) {
            return core::WallTime::min();
        }
        if (oldest == nullptr ||
            finished.front().programDateTime < oldest->timeline.finished().front().programDateTime) {
            oldest = &track;
        }
    }
    if (oldest == nullptr) {
        return core::WallTime::min();
    }
    const auto& finished = oldest->timeline.finished();
    const std::uint64_t minute = finished.front().msn / TrackStore::kSegmentsOfVolume;
    const LiveSegment* next = finished.find((minute + 1) * TrackStore::kSegmentsOfVolume);
    return next != nullptr ? next->programDateTime : core::WallTime::min();
}

} // namespace tally::server::live
