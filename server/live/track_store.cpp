// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_store.h"

#include "core/cmaf/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tally::server::live {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

// Of so many somebody may ask for parts: they are listed for three target durations, there for three more (rfc8216bis
// §6.2.2), and the last segment may be open.
constexpr std::size_t kSegmentsWithParts = 8;
// Of the newest segments the writer may not have known yet when the server ended.
constexpr std::uint64_t kPerhapsGivenOut = 2;

// With gaps before it for what was never received or could not be written.
void appendSegment(std::deque<LiveSegment>& segments, LiveSegment segment, double segmentSeconds) {
    if (!segments.empty() && (segment.msn < segments.back().msn || segment.msn - segments.back().msn > kMostGaps)) {
        segments.clear();
    }
    while (!segments.empty() && segments.back().msn + 1 < segment.msn) {
        segments.push_back(gapAfter(segments.back(), segment.msn, segment.programDateTime, segmentSeconds));
    }
    const std::uint64_t before = segment.discontinuities - (segment.discontinuity ? 1 : 0);
    if (!segments.empty() && segments.back().gap && segments.back().discontinuities < before) {
        segments.back().discontinuities = before; // one of the gaps had it: from here on the count is right
        segments.back().discontinuity = true;
    }
    segments.push_back(std::move(segment));
}

} // namespace

core::Result<std::shared_ptr<TrackStore>> TrackStore::open(fs::path folder, double segmentSeconds, StoredTrack& found) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return core::fail(ErrorCode::unavailable, fmt::format("cannot make {}: {}", folder.string(), error.message()));
    }
    std::shared_ptr<TrackStore> store(new TrackStore(std::move(folder)));
    if (auto loaded = store->load(segmentSeconds, found); !loaded) {
        return core::propagate(loaded);
    }
    return store;
}

core::Status TrackStore::load(double segmentSeconds, StoredTrack& found) {
    TimelineState state;
    const auto newest = loadSegments(segmentSeconds, state.segments);
    if (!newest) {
        return core::propagate(newest);
    }
    if (!state.segments.empty()) {
        auto volume = Volume::open(m_folder, m_volumes.rbegin()->first, *newest);
        if (!volume) {
            return core::propagate(volume);
        }
        m_volume = std::move(*volume);
        m_firstMsn = state.segments.front().msn;
    }
    const std::uint64_t position = m_files.readPosition();
    const std::uint64_t last = state.segments.empty() ? 0 : state.segments.back().msn;
    found.nextFreeMsn = !state.segments.empty() || position > 0 ? std::max(last, position) + kPerhapsGivenOut : 0;
    if (auto session = m_files.read()) {
        loadSession(*session, state, found);
    }
    return {};
}

// The state is found where the session's own init section is.
void TrackStore::loadSession(SessionFiles::Session& session, TimelineState& state, StoredTrack& found) {
    std::set<std::uint32_t> used{session.initNumber};
    for (const LiveSegment& segment : state.segments) {
        used.insert(segment.init);
    }
    found.inits = m_files.keepInits(used);
    const auto bytes = found.inits.find(session.initNumber);
    auto init = core::parseInitSection(bytes == found.inits.end() ? core::ByteView() : core::ByteView(*bytes->second));
    if (init) {
        state.anchor = std::move(session.anchor);
        state.init = std::move(*init);
        state.initNumber = session.initNumber;
        found.state = std::move(state);
    }
}

// All that is there, in order; of the newest segments with their parts. Returns the records of the newest volume.
core::Result<std::vector<PartRecord>> TrackStore::loadSegments(double segmentSeconds,
                                                               std::deque<LiveSegment>& segments) {
    std::map<std::uint64_t, std::vector<PartRecord>> newest; // the two newest volumes: one may have just begun
    for (const std::uint64_t volume : Volume::list(m_folder)) {
        auto records = Volume::readIndex(m_folder, volume);
        if (!records) {
            return core::propagate(records);
        }
        if (records->empty()) {
            Volume::remove(m_folder, volume);
            continue;
        }
        for (const PartRecord& record : *records) {
            if (segments.empty() || segments.back().msn != record.msn) {
                appendSegment(segments, segmentOf(record), segmentSeconds);
            }
            addPart(segments.back(), record);
            notePlace(record, volume);
        }
        m_volumes[volume] = records->back().msn;
        newest[volume] = std::move(*records);
        if (newest.size() > 2) {
            newest.erase(newest.begin());
        }
    }
    for (std::size_t behind = 1; behind <= std::min(kSegmentsWithParts, segments.size()); ++behind) {
        for (const auto& [volume, records] : newest) {
            if (auto loaded = loadParts(segments[segments.size() - behind], records, volume); !loaded) {
                return core::propagate(loaded);
            }
        }
    }
    return newest.empty() ? std::vector<PartRecord>() : std::move(newest.rbegin()->second);
}

core::Status TrackStore::loadParts(LiveSegment& segment, const std::vector<PartRecord>& records,
                                   std::uint64_t volume) const {
    for (const PartRecord& record : records) {
        if (record.msn == segment.msn) {
            auto bytes = Volume::read(m_folder, volume, record.offset, record.bytes);
            if (!bytes) {
                return core::propagate(bytes);
            }
            segment.parts.push_back(partOf(record, std::make_shared<const core::Bytes>(std::move(*bytes))));
        }
    }
    return {};
}

core::Status TrackStore::beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::ByteView init) {
    return m_files.begin({anchor, initNumber}, init);
}

core::Status TrackStore::append(const PartRecord& record, core::ByteView media) {
    m_files.notePosition(record.msn);
    if (auto open = openVolumeFor(record.msn); !open) {
        return open;
    }
    const auto written = m_volume->append(record, media);
    if (!written) {
        return core::propagate(written);
    }
    m_volumes[m_volume->firstMsn()] = record.msn;
    notePlace(*written, m_volume->firstMsn());
    return {};
}

core::Status TrackStore::openVolumeFor(std::uint64_t msn) {
    if (m_volume && m_volume->firstMsn() / kSegmentsOfVolume == msn / kSegmentsOfVolume) {
        return {};
    }
    auto volume = Volume::open(m_folder, msn, {});
    if (!volume) {
        return core::propagate(volume);
    }
    m_volume = std::move(*volume);
    return {};
}

void TrackStore::notePlace(const PartRecord& record, std::uint64_t volume) {
    const std::lock_guard lock(m_mutex);
    Place& place = m_places.try_emplace(record.msn, Place{volume, record.offset, 0}).first->second;
    place.bytes += record.bytes;
    m_bytes += record.bytes;
}

void TrackStore::keepFrom(std::uint64_t msn) {
    while (m_volumes.size() > 1 && m_volumes.begin()->second < msn) {
        removeVolume(m_volumes.begin()->first);
    }
}

std::optional<std::uint64_t> TrackStore::oldestMinute() const {
    return m_volumes.size() > 1 ? std::optional(m_volumes.begin()->first / kSegmentsOfVolume) : std::nullopt;
}

void TrackStore::dropMinutes(std::uint64_t last) {
    while (m_volumes.size() > 1 && m_volumes.begin()->first / kSegmentsOfVolume <= last) {
        removeVolume(m_volumes.begin()->first);
    }
}

void TrackStore::removeVolume(std::uint64_t volume) {
    const std::uint64_t last = m_volumes.at(volume);
    m_firstMsn = std::max<std::uint64_t>(m_firstMsn, last + 1);
    m_volumes.erase(volume);
    {
        const std::lock_guard lock(m_mutex);
        const auto end = m_places.upper_bound(last);
        for (auto place = m_places.begin(); place != end; place = m_places.erase(place)) {
            m_bytes -= place->second.bytes;
        }
    }
    Volume::remove(m_folder, volume);
}

void TrackStore::leaveOut(std::uint64_t msn) {
    m_leftOut = msn;
    const std::lock_guard lock(m_mutex);
    if (m_lost.empty() || m_lost.back() != msn) {
        m_lost.push_back(msn);
        m_hasLost = true;
    }
    const auto place = m_places.find(msn); // as far as it came
    if (place != m_places.end()) {
        m_bytes -= place->second.bytes;
        m_places.erase(place);
    }
}

std::vector<std::uint64_t> TrackStore::takeLost() {
    if (!m_hasLost) {
        return {};
    }
    const std::lock_guard lock(m_mutex);
    m_hasLost = false;
    return std::exchange(m_lost, {});
}

core::Result<core::SharedBytes> TrackStore::read(std::uint64_t msn) const {
    Place place;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_places.find(msn);
        if (found == m_places.end()) {
            return core::fail(ErrorCode::notFound, "this segment is not in the window");
        }
        place = found->second;
    }
    auto bytes = Volume::read(m_folder, place.volume, place.offset, place.bytes);
    if (!bytes) {
        return core::propagate(bytes);
    }
    return std::make_shared<const core::Bytes>(std::move(*bytes));
}

} // namespace tally::server::live
