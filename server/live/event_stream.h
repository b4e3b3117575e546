// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/tags/date_range.h"
#include "core/protocol/catalog.h"
#include "server/live/event_counts.h"
#include "server/live/interfaces.h"
#include "server/live/track_recorder.h"
#include "server/live/track_timeline.h"
#include "server/live/wait_list.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tally::server::live {

// A playlist rendered once for all who ask for this state of the track.
struct RenderedPlaylist {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;
    std::string plainTag; // ETag of each, with its quotes
    std::string gzipTag;
};

using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

struct StreamOptions {
    std::size_t windowSegments = 30;
    std::filesystem::path folder; // the event's own
    DiskThreads* disk = nullptr;  // none: nothing is stored
    SteadyClock now = [] {
        return std::chrono::steady_clock::now();
    };
};

// The live state of one event: its tracks, their playlists and who waits for them. Any thread; one mutex, held for
// microseconds: an append, a look-up, or one rendering a part.
class EventStream {
public:
    // With what the folder holds. Error: unavailable.
    static core::Result<std::shared_ptr<EventStream>> open(EventSettings settings, StreamOptions options);

    // Init and chunks of one track, in order, of one session. Without a session name, an init that is followed by a
    // chunk of an earlier time is an encoder that started again. Error: conflict while another encoder publishes the
    // track; tooLarge for a track too many.
    core::Status addInit(const std::string& track, const std::optional<std::string>& session, core::InitSection init);
    // Error: conflict for a chunk of a session that another one has taken over from; invalid for a leap in time.
    core::Status addChunk(const std::string& track, const std::optional<std::string>& session,
                          const core::Chunk& chunk);
    core::IngestPosition ingestPosition(const std::string& track) const;
    std::optional<core::InitSection> initOf(const std::string& track, const std::optional<std::string>& session) const;
    // Woken when all that was added is on disk; none where nothing is stored.
    std::shared_ptr<Waiter> stored(const boost::asio::any_io_executor& executor) const;

    void setDateRanges(std::vector<core::DateRange> ranges);
    std::optional<core::WallTime> liveEdge() const;
    bool onAir() const;
    EventCounts counts() const;
    const EventSettings& settings() const { return m_settings; }

    // What a request for a playlist, a part or a segment gets now. `hold`: wait for the waiter and ask again.
    struct Answer {
        enum class Kind { found, hold, refuse, missing };
        Kind kind = Kind::missing;
        RenderedPlaylist playlist;
        core::SharedBytes bytes;
        std::shared_ptr<Waiter> waiter;
    };
    Answer playlist(const std::string& track, const core::DeliveryDirectives& directives,
                    const boost::asio::any_io_executor& executor);
    Answer part(const std::string& track, std::uint64_t msn, std::uint64_t index,
                const boost::asio::any_io_executor& executor);

    // A whole segment: its bytes, or the store that has them, or neither.
    struct Media {
        core::SharedBytes bytes;
        std::shared_ptr<const TrackStore> store;
    };
    Media segment(const std::string& track, std::uint64_t msn) const;
    core::SharedBytes init(const std::string& track, std::uint32_t number) const;
    std::optional<std::string> multivariant() const; // nothing before every track that has media has a whole segment

private:
    struct Track {
        std::unique_ptr<TrackRecorder> recorder;
        TrackTimeline timeline;
        std::string session;
        std::map<std::uint32_t, core::SharedBytes> inits;
        std::optional<core::InitSection> pendingInit; // of a session whose first chunk did not come yet
        std::string pendingSession;
        std::map<core::Skip, RenderedPlaylist> rendered; // emptied with each change
        std::optional<std::chrono::steady_clock::time_point> lastChunk;
        TrackCounts counts;
        std::optional<std::uint64_t> countedMsn; // the last whole segment that was looked at
    };

    EventStream(EventSettings settings, StreamOptions options);
    core::Status load();
    TimelineOptions timelineOptions() const;
    Track& trackOf(const std::string& name);
    void restore(Track& track, StoredTrack found);
    void removeOldTracks();
    core::Status mayTakeOver(const Track& track, const std::optional<std::string>& session) const;
    void beginSession(Track& track, const core::Chunk& chunk);
    SessionAnchor anchorFor(const core::Chunk& chunk, const core::InitSection& init, std::string session) const;
    void count(const std::string& name, Track& track, const core::Chunk& chunk);
    void countSegment(const std::string& name, Track& track);
    bool isOnAir() const;
    void trim(Track& track);
    void noteChange();
    bool isCurrent(const Track& track) const;
    core::LiveEdge edgeOf(const TrackTimeline& timeline) const;
    RenderedPlaylist render(const std::string& name, Track& track, core::Skip skip) const;

    EventSettings m_settings;
    StreamOptions m_options;
    mutable std::mutex m_mutex; // guards what follows
    std::map<std::string, Track> m_tracks;
    std::optional<SessionAnchor> m_anchor;
    std::uint64_t m_firstFreeMsn = 0; // no name at or above it was given out before this start of the server
    std::vector<core::DateRange> m_dateRanges;
    WaitList m_waiting;
    std::optional<std::chrono::steady_clock::time_point> m_lastPart;
};

// What a track may be called: 1 to 64 of a-z, A-Z, 0-9, "-" and "_".
bool isTrackName(std::string_view name);

} // namespace tally::server::live
