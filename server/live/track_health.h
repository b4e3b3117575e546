// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "core/protocol/catalog.h"
#include "server/live/event_counts.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tally::server::live {

// What is amiss with a track as its publisher sends it, and how punctual it is. Used under its event's lock.
class TrackHealth {
public:
    using Clock = std::chrono::steady_clock;

    // `name` is for the log: event/track.
    TrackHealth(std::string name, double partTargetSeconds, double segmentSeconds);

    void received(const core::Chunk& chunk, std::uint32_t timescale, Clock::time_point now);
    void finished(double segmentSeconds, std::uint64_t msn); // a segment; of a repeated msn the first counts
    void startAnew();                                        // another session: its clock is another

    const TrackCounts& counts() const { return m_counts; }
    std::vector<core::IngestWarning> warnings(Clock::time_point now) const;

private:
    void noteTime(const core::Chunk& chunk, double seconds, std::uint32_t timescale, Clock::time_point now);

    std::string m_name;
    double m_partTarget;
    double m_segment;
    TrackCounts m_counts;
    std::optional<std::uint64_t> m_lastMsn;
    double m_sinceKeyFrame = 0; // seconds of media
    std::optional<Clock::time_point> m_lastLongPart;
    std::optional<double> m_offset; // arrival − media time of the last chunk, seconds
    double m_leastOffset = 0;       // of a punctual one
};

} // namespace tally::server::live
