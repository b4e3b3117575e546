// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/publish_load.h"

#include <algorithm>

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr auto kPartLength = 200ms;
constexpr auto kPatience = 5s;
constexpr auto kPoll = 10ms;

} // namespace

PublishLoad::PublishLoad(const PublishOptions& options) : m_options(options), m_measurement(options.serverPid) {}

PublishReport PublishLoad::run() {
    const auto start = Clock::now() + 100ms; // all is ready before the first chunk is due
    m_end = start + m_options.duration;
    m_patience = m_end + kPatience;
    for (std::size_t event = 0; event < m_options.events.size(); ++event) {
        addTracks(event, start);
    }
    for (const auto& track : m_tracks) {
        begin(*track);
    }
    m_measurement.begin();
    m_loop.at(m_options.pace == Pace::realTime ? m_end : start, [this] { endWhenIdle(); });
    m_loop.run();
    m_measurement.end();
    return report();
}

void PublishLoad::addTracks(std::size_t eventIndex, Clock::time_point start) {
    const EventKey& event = m_options.events[eventIndex];
    const auto zero = start + kPartLength * eventIndex / m_options.events.size();
    // Published at once, it ends now instead of beginning now.
    const auto age = m_options.pace == Pace::atOnce ? m_options.duration : Clock::now() - zero;
    const core::CaptureTime wall = std::chrono::system_clock::now() - age;
    const std::string session = newSession();
    for (const TrackPlan& plan : m_options.tracks) {
        m_tracks.push_back(std::unique_ptr<Track>(
            new Track{.media = SyntheticTrack(plan, wall),
                      .publisher = TrackPublisher(m_loop, m_options.server, event, plan.name, session, m_counts),
                      .zero = zero}));
    }
}

void PublishLoad::begin(Track& track) {
    track.publisher.publish(track.media.init(), track.zero);
    ++m_chunksDue; // the init section counts as one
    if (m_options.pace == Pace::atOnce) {
        publishAtOnce(track);
    } else {
        scheduleNext(track);
    }
}

void PublishLoad::scheduleNext(Track& track) {
    SyntheticTrack::Part part = track.media.next();
    const auto due = track.zero + part.end;
    if (due >= m_end) {
        return;
    }
    ++m_chunksDue;
    m_loop.at(due, [this, &track, due, chunk = std::move(part.chunk)] {
        track.publisher.publish(chunk, due);
        scheduleNext(track);
    });
}

void PublishLoad::publishAtOnce(Track& track) {
    for (auto part = track.media.next(); part.end <= m_options.duration; part = track.media.next()) {
        track.publisher.publish(part.chunk, Clock::now());
        ++m_chunksDue;
    }
}

void PublishLoad::endWhenIdle() {
    if (isIdle() || Clock::now() > m_patience) {
        m_loop.stop();
    } else {
        m_loop.after(kPoll, [this] { endWhenIdle(); });
    }
}

bool PublishLoad::isIdle() const {
    return std::all_of(m_tracks.begin(), m_tracks.end(), [](const auto& track) { return track->publisher.isIdle(); });
}

PublishReport PublishLoad::report() const {
    PublishReport report;
    report.events = m_options.events.size();
    report.tracks = m_tracks.size();
    report.chunks = m_counts.chunks;
    report.bytes = m_counts.bytes;
    report.errors = m_counts.failures.total();
    report.failures = m_counts.failures.byReason();
    report.seconds = m_measurement.seconds();
    report.acknowledgedShare = static_cast<double>(m_counts.chunks) / static_cast<double>(m_chunksDue);
    report.acknowledgedMs = m_counts.acknowledged.latency();
    report.generator = m_measurement.generator();
    report.server = m_measurement.server();
    return report;
}

} // namespace tally::load
