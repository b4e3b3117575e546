// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/tags/date_range.h"
#include "core/protocol/catalog.h"
#include "server/live/event_meters.h"
#include "server/live/event_stores.h"
#include "server/live/ingest_lane.h"
#include "server/live/interfaces.h"
#include "server/live/live_track.h"
#include "server/live/waiter.h"

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

using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

struct StreamOptions {
    std::chrono::seconds window{7200};     // where the event's settings name none
    std::uint64_t quotaBytes = 0;          // too; 0: none
    std::filesystem::path folder;          // the event's own
    DiskThreads* disk = nullptr;           // none: nothing is stored
    std::shared_ptr<MediaMemory> memory{}; // none: media is on the heap
    SteadyClock now = [] {
        return std::chrono::steady_clock::now();
    };
};

// The live state of one event: its tracks, their playlists and who waits for them. Any thread; one mutex, held for
// microseconds: an append or a look-up. Playlists are rendered outside of it.
class EventStream {
public:
    // With what the folder holds. Error: unavailable.
    static core::Result<std::shared_ptr<EventStream>> open(EventSettings settings, StreamOptions options);

    // Takes effect at once: window, quota, and whether the event is over. One that ends becomes a recording; one that
    // goes on has a discontinuity there. What players rely on (part target, segments) stays.
    void change(const EventSettings& settings);

    // Init and chunks of one track, in order, of one session. Without a session name, an init that is followed by a
    // chunk of an earlier time is an encoder that started again. Error: conflict while another encoder publishes the
    // track, or when the event is over; tooLarge for a track too many.
    core::Status addInit(const std::string& track, const IngestLane& lane, core::InitSection init);
    // Error: conflict for a chunk of a session that another one has taken over from, or of an init section that is not
    // the track's, or when the event is over; invalid for a leap in time.
    core::Status addChunk(const std::string& track, const IngestLane& lane, const core::Chunk& chunk);
    core::IngestPosition ingestPosition(const std::string& track) const;
    std::optional<core::InitSection> initOf(const std::string& track, const std::optional<std::string>& session) const;
    // Woken when all that was added is on disk; none where nothing is stored.
    std::shared_ptr<Waiter> stored(const boost::asio::any_io_executor& executor) const;

    void setDateRanges(std::vector<core::DateRange> ranges);
    std::optional<core::WallTime> liveEdge() const;
    bool onAir() const;
    EventCounts counts() const;
    const std::shared_ptr<EventMeters>& meters() { return m_meters; }
    std::chrono::seconds targetDuration() const;

    // What a request for a playlist, a part or a segment gets now.
    struct Answer {
        enum class Kind { found, hold, refuse, missing };
        Kind kind = Kind::missing;
        std::shared_ptr<LazyText> playlist;
        bool ended = false; // the playlist does not change any more
        MediaBytes bytes;
    };
    // `hold`: the holder, where there is one, has the request and asks again when the track has more, for at most
    // three target durations.
    Answer playlist(const std::string& track, const core::DeliveryDirectives& directives,
                    net::RequestHolder* holder = nullptr);
    Answer part(const std::string& track, std::uint64_t msn, std::uint64_t index, net::RequestHolder* holder = nullptr);

    // A whole segment: its bytes, or the store that has them, or neither.
    struct Media {
        MediaBytes bytes;
        std::shared_ptr<const TrackStore> store;
    };
    Media segment(const std::string& track, std::uint64_t msn) const;
    core::SharedBytes init(const std::string& track, std::uint32_t number) const;
    std::shared_ptr<LazyText> multivariant() const; // null before every track that has media has a whole segment

private:
    EventStream(EventSettings settings, StreamOptions options);
    TimelineOptions timelineOptions() const;
    void end();
    void goOn();

    // event_stream_disk.cpp
    core::Status load();
    LiveTrack& trackOf(const std::string& name);
    void restore(LiveTrack& track, StoredTrack found);
    void removeOldTracks();
    void trim();
    void noteLost(LiveTrack& track) const;
    std::chrono::seconds window() const;
    core::WallTime quotaBegin() const;
    void keepFrom(LiveTrack& track, core::WallTime time) const;

    // event_stream_session.cpp
    core::Status mayPublish(const LiveTrack& track, const IngestLane& lane) const;
    core::Status mayChangeInit(const LiveTrack& track, const IngestLane& lane) const;
    void announce(LiveTrack& track, const IngestLane& lane, core::InitSection init);
    core::Status belongs(LiveTrack& track, const IngestLane& lane, const core::Chunk& chunk);
    void beginPending(LiveTrack& track, const core::Chunk& chunk);
    void changeInit(LiveTrack& track, const PendingInit& pending, const core::Chunk& chunk);
    void breakSession(std::uint64_t msn);
    void useInit(LiveTrack& track, const PendingInit& pending);
    SessionAnchor anchorFor(const core::Chunk& chunk, const core::InitSection& init, std::string session) const;
    std::uint64_t untouchedMsn() const; // of all tracks
    bool isCurrent(const LiveTrack& track) const;

    bool take(LiveTrack& track, const IngestLane& lane, const core::Chunk& chunk);
    bool hasTwin(const LiveTrack& track, const IngestLane& lane) const;
    void count(LiveTrack& track, const core::Chunk& chunk);
    void countSegment(LiveTrack& track);
    bool isSilent(const LiveTrack& track) const;
    bool isOnAir() const;
    void noteChange();
    void hold(LiveTrack& track, net::RequestHolder* holder);
    void noteViewer(LiveTrack& track, const core::DeliveryDirectives& directives);
    bool isSettled() const;
    bool isOffered(const LiveTrack& track) const;
    core::LiveEdge edgeOf(const TrackTimeline& timeline) const;
    std::shared_ptr<LazyText> render(const std::string& name, LiveTrack& track, core::Skip skip) const;

    EventSettings m_settings; // window, quota and end: guarded; the rest never changes
    StreamOptions m_options;
    std::shared_ptr<EventStores> m_stores = std::make_shared<EventStores>();
    const std::shared_ptr<EventMeters> m_meters = std::make_shared<EventMeters>();
    mutable std::mutex m_mutex; // guards what follows
    std::map<std::string, LiveTrack> m_tracks;
    std::optional<SessionAnchor> m_anchor;
    std::uint64_t m_firstFreeMsn = 0; // no name at or above it was given out before this start of the server
    std::vector<core::DateRange> m_dateRanges;
    std::optional<std::chrono::steady_clock::time_point> m_lastPart;
    mutable std::shared_ptr<LazyText> m_multivariant; // as it was rendered last; emptied with each change
};

// What a track may be called: 1 to 64 of a-z, A-Z, 0-9, "-" and "_".
bool isTrackName(std::string_view name);

} // namespace tally::server::live
