// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_store.h"

#include "core/cmaf/reader.h"
#include "core/json/codec.h"
#include "server/store/replace_file.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
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

// session.json
struct StoredSession {
    SessionAnchor anchor;
    std::uint32_t init = 0;
    std::optional<std::vector<std::uint64_t>> breaks; // of the anchor
};
BOOST_DESCRIBE_STRUCT(StoredSession, (), (anchor, init, breaks))

fs::path initPath(const fs::path& folder, std::uint32_t number) {
    return folder / fmt::format("init-{}.mp4", number);
}

std::optional<std::string> readFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file.is_open() && !file.bad() ? std::optional(std::move(text)) : std::nullopt;
}

core::ByteView viewOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view textOf(core::ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

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
    m_position = readPosition();
    const std::uint64_t last = state.segments.empty() ? 0 : state.segments.back().msn;
    found.nextFreeMsn = !state.segments.empty() || m_position > 0 ? std::max(last, m_position) + kPerhapsGivenOut : 0;
    const auto text = readFile(m_folder / "session.json");
    const auto session = core::parseJson<StoredSession>(text.value_or(""));
    if (!session) {
        return {};
    }
    loadInits(session->init, state.segments, found);
    const auto bytes = found.inits.find(session->init);
    auto init = core::parseInitSection(bytes == found.inits.end() ? core::ByteView() : core::ByteView(*bytes->second));
    if (init) {
        state.anchor = session->anchor;
        state.anchor.breaks = session->breaks.value_or(std::vector<std::uint64_t>());
        state.init = std::move(*init);
        state.initNumber = session->init;
        found.state = std::move(state);
    }
    return {};
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

// Those that no segment needs any more go.
void TrackStore::loadInits(std::uint32_t current, const std::deque<LiveSegment>& segments, StoredTrack& found) {
    std::set<std::uint32_t> used{current};
    for (const LiveSegment& segment : segments) {
        used.insert(segment.init);
    }
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_folder, error)) {
        std::uint32_t number = 0;
        if (std::sscanf(entry.path().filename().c_str(), "init-%u.mp4", &number) != 1) {
            continue;
        }
        if (!used.contains(number)) {
            fs::remove(entry.path(), error);
        } else if (const auto text = readFile(entry.path())) {
            const core::ByteView bytes = viewOf(*text);
            found.inits[number] = std::make_shared<const core::Bytes>(bytes.begin(), bytes.end());
        }
    }
}

core::Status TrackStore::beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::ByteView init) {
    if (auto written = store::replaceFile(initPath(m_folder, initNumber), textOf(init)); !written) {
        return written;
    }
    return store::replaceFile(m_folder / "session.json",
                              core::serializeJson(StoredSession{anchor, initNumber, anchor.breaks}));
}

core::Status TrackStore::append(const PartRecord& record, core::ByteView media) {
    notePosition(record.msn);
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

void TrackStore::notePosition(std::uint64_t msn) {
    if (msn <= m_position) {
        return;
    }
    m_position = msn;
    const std::string text = fmt::format("{:020}\n", msn);
    const store::UniqueFd file(::open((m_folder / "position").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file || ::pwrite(file.get(), text.data(), text.size(), 0) < 0) {
        m_position = 0; // tried again with the next part
    }
}

std::uint64_t TrackStore::readPosition() const {
    const auto text = readFile(m_folder / "position");
    return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

} // namespace tally::server::live
