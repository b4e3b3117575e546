// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/media/synthetic_track.h"
#include "tests/load/media/track_publisher.h"

namespace tally::load {

// One event with one track that the load publishes itself, part by part, so that it knows when.
// Lives on its loop's thread.
class LiveSource {
public:
    LiveSource(EventLoop& loop, Endpoint server, const EventKey& event, const TrackPlan& track);

    // So many parts at once, as of an event that has run for a while; `onThere` when all are acknowledged. The loop
    // throws std::runtime_error when they are not within 10 s.
    void publishBacklog(unsigned parts, std::function<void()> onThere);
    // The next part. Returns the moment before its first byte went to the server, or into the queue for it while the
    // part before it is not acknowledged.
    Clock::time_point publishNext();

    const PublishCounts& counts() const { return m_counts; }

private:
    EventLoop& m_loop;
    PublishCounts m_counts;
    bool m_isThere = false; // the backlog
    SyntheticTrack m_media;
    TrackPublisher m_publisher;
};

} // namespace tally::load
