// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"
#include "server/live/session_files.h"
#include "server/live/track_timeline.h"
#include "server/live/volume.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace tally::server::live {

// What a track's folder held when it was opened.
struct StoredTrack {
    std::optional<TimelineState> state; // nothing before the first session
    std::map<std::uint32_t, core::SharedBytes> inits;
    std::uint64_t nextFreeMsn = 0; // no name at or above it was ever given out, over any end of the server
};

// The window of one track on disk: volumes of media, and beside them SessionFiles. Nothing is synced: the end of the
// server loses nothing, that of the machine may lose the last seconds.
class TrackStore {
public:
    // Makes the folder where there is none. Error: unavailable.
    static core::Result<std::shared_ptr<TrackStore>> open(std::filesystem::path folder, double segmentSeconds,
                                                          StoredTrack& found);

    // The writer's thread. Error: tooLarge when the disk is full, else unavailable, with the system's reason.
    core::Status beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::ByteView init);
    core::Status append(const PartRecord& record, core::ByteView media);
    void keepFrom(std::uint64_t msn);                  // whole volumes before it go
    std::optional<std::uint64_t> oldestMinute() const; // of msn; none: only the newest volume is left
    void dropMinutes(std::uint64_t last);              // volumes up to it, but for the newest
    void leaveOut(std::uint64_t msn);                  // a segment that could not be written whole
    bool isLeftOut(std::uint64_t msn) const { return m_leftOut == msn; }

    // Any thread.
    core::Result<core::SharedBytes> read(std::uint64_t msn) const; // blocks. Error: notFound, unavailable
    std::uint64_t firstMsn() const { return m_firstMsn; }          // what lies before it was dropped
    std::uint64_t bytes() const { return m_bytes; }                // of media, on disk
    std::vector<std::uint64_t> takeLost();                         // segments left out since the last call

    // Volumes begin at multiples of it: those of all tracks hold the same minute.
    static constexpr std::uint64_t kSegmentsOfVolume = 60;

private:
    struct Place {
        std::uint64_t volume = 0;
        std::uint64_t offset = 0;
        std::size_t bytes = 0;
    };

    explicit TrackStore(std::filesystem::path folder) : m_folder(std::move(folder)), m_files(m_folder) {}
    core::Status load(double segmentSeconds, StoredTrack& found);
    core::Result<std::vector<PartRecord>> loadSegments(double segmentSeconds, std::deque<LiveSegment>& segments);
    core::Status loadParts(LiveSegment& segment, const std::vector<PartRecord>& records, std::uint64_t volume) const;
    void loadSession(SessionFiles::Session& session, TimelineState& state, StoredTrack& found);
    void notePlace(const PartRecord& record, std::uint64_t volume);
    core::Status openVolumeFor(std::uint64_t msn);
    void removeVolume(std::uint64_t volume);

    std::filesystem::path m_folder;
    SessionFiles m_files;                             // the writer's thread
    std::map<std::uint64_t, std::uint64_t> m_volumes; // first msn → last msn; the writer's thread
    std::optional<Volume> m_volume;                   // the writer's thread
    std::optional<std::uint64_t> m_leftOut;           // the writer's thread
    std::atomic<std::uint64_t> m_firstMsn = 0;
    std::atomic<std::uint64_t> m_bytes = 0;
    std::atomic<bool> m_hasLost = false;
    mutable std::mutex m_mutex; // guards what follows
    std::map<std::uint64_t, Place> m_places;
    std::vector<std::uint64_t> m_lost;
};

} // namespace tally::server::live
