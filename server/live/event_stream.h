// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/tags/date_range.h"
#include "core/protocol/catalog.h"
#include "server/live/interfaces.h"
#include "server/live/track_timeline.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tally::server::live {

// One held request. It is woken on its own connection's thread.
struct Waiter {
    explicit Waiter(const boost::asio::any_io_executor& executor) : timer(executor) {}
    boost::asio::steady_timer timer;
};

// A playlist rendered once for all who ask for this state of the track.
struct RenderedPlaylist {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;
};

// Where an event goes on after a restart.
struct EventPosition {
    std::uint64_t nextMsn = 0;
    std::uint64_t discontinuities = 0;
};
BOOST_DESCRIBE_STRUCT(EventPosition, (), (nextMsn, discontinuities))

// The live state of one event: its tracks, their playlists and who waits for them. Any thread; one mutex, held for
// microseconds: an append, a look-up, or one rendering a part.
class EventStream {
public:
    EventStream(EventSettings settings, std::size_t windowSegments, EventPosition position);

    // Init and chunks of one track, in order, of one session. Without a session name, an init that is followed by a
    // chunk of an earlier time is an encoder that started again.
    core::Status addInit(const std::string& track, const std::optional<std::string>& session, core::InitSection init);
    // Error: conflict for a chunk of a session that another one has taken over from; invalid for a leap in time.
    core::Status addChunk(const std::string& track, const std::optional<std::string>& session,
                          const core::Chunk& chunk);
    core::IngestPosition ingestPosition(const std::string& track) const;
    std::optional<core::InitSection> initOf(const std::string& track, const std::optional<std::string>& session) const;

    void setDateRanges(std::vector<core::DateRange> ranges);
    std::optional<core::WallTime> liveEdge() const;
    bool onAir() const;
    EventPosition position() const;
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
    core::SharedBytes segment(const std::string& track, std::uint64_t msn) const;
    core::SharedBytes init(const std::string& track, std::uint32_t number) const;
    std::optional<std::string> multivariant() const; // nothing before every track that has media has a whole segment

private:
    struct Track {
        TrackTimeline timeline;
        std::string session;
        std::uint32_t nextInit = 0;
        std::map<std::uint32_t, core::SharedBytes> inits;
        std::optional<core::InitSection> pendingInit; // of a session whose first chunk did not come yet
        std::string pendingSession;
        std::map<core::Skip, RenderedPlaylist> rendered; // emptied with each change
    };

    Track& trackOf(const std::string& name);
    void beginSession(Track& track, const core::Chunk& chunk);
    void noteChange();
    core::LiveEdge edgeOf(const TrackTimeline& timeline) const;
    RenderedPlaylist render(const std::string& name, Track& track, core::Skip skip) const;
    std::shared_ptr<Waiter> hold(const boost::asio::any_io_executor& executor);

    EventSettings m_settings;
    std::size_t m_windowSegments;
    EventPosition m_resume;
    mutable std::mutex m_mutex; // guards what follows
    std::map<std::string, Track> m_tracks;
    std::optional<SessionAnchor> m_anchor;
    std::vector<core::DateRange> m_dateRanges;
    std::vector<std::weak_ptr<Waiter>> m_waiters;
    std::size_t m_purgeAt = 0; // so many waiters: those that are gone are dropped
    std::optional<std::chrono::steady_clock::time_point> m_lastPart;
    std::uint64_t m_unnamedSessions = 0;
};

} // namespace tally::server::live
