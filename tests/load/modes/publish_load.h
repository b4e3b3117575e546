// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/measure/measurement.h"
#include "tests/load/media/synthetic_track.h"
#include "tests/load/media/track_publisher.h"

#include <boost/describe.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tally::load {

enum class Pace { realTime, atOnce };

struct PublishOptions {
    Endpoint server;
    std::vector<EventKey> events;
    std::vector<TrackPlan> tracks; // of each event
    std::chrono::milliseconds duration{10'000};
    Pace pace = Pace::realTime;
    std::optional<pid_t> serverPid;
};

struct PublishReport {
    std::size_t events = 0;
    std::size_t tracks = 0; // of all events
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t errors = 0;
    std::map<std::string, std::uint64_t> failures;
    double seconds = 0;
    double acknowledgedShare = 0; // of the chunks that were due; 1: real time was kept
    Latency acknowledgedMs;       // from when a chunk was due; the server answers when it is on disk
    OwnCost generator;
    std::optional<ServerCost> server;
};
BOOST_DESCRIBE_STRUCT(PublishReport, (),
                      (events, tracks, chunks, bytes, errors, failures, seconds, acknowledgedShare, acknowledgedMs,
                       generator, server))

// Publishes so many events of so many tracks, as so many encoders would at the same time: each track's chunk leaves
// when its last sample would be there, and the events are spread over the length of a part. Or all of it at once. Lives
// on one thread.
class PublishLoad {
public:
    explicit PublishLoad(const PublishOptions& options);

    PublishReport run();

private:
    struct Track {
        SyntheticTrack media;
        TrackPublisher publisher;
        Clock::time_point zero; // when media time 0 was
    };

    void addTracks(std::size_t eventIndex, Clock::time_point start);
    void begin(Track& track);
    void scheduleNext(Track& track);
    void publishAtOnce(Track& track);
    void endWhenIdle();
    bool isIdle() const;
    PublishReport report() const;

    PublishOptions m_options;
    EventLoop m_loop;
    Measurement m_measurement;
    PublishCounts m_counts;
    std::vector<std::unique_ptr<Track>> m_tracks;
    std::uint64_t m_chunksDue = 0;
    Clock::time_point m_end{};      // no chunk is due later
    Clock::time_point m_patience{}; // what is not acknowledged then is lost
};

} // namespace tally::load
