// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/media/synthetic_track.h"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace tally::load {

struct MediaFilesOptions {
    std::vector<TrackPlan> tracks;
    std::chrono::milliseconds duration{10'000};
    std::string folder; // is there
};

struct MediaFilesReport {
    std::int64_t zeroUnixMs = 0; // wall clock at media time 0
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(MediaFilesReport, (), (zeroUnixMs, chunks, bytes))

// Writes made-up tracks of one encoder, whose media time 0 is now, to files NAME.cmaf: init section, then the chunks.
// For tests that publish themselves, because they have to know what was acknowledged. Lives on one thread.
class MediaFiles {
public:
    explicit MediaFiles(MediaFilesOptions options);

    MediaFilesReport run(); // throws std::runtime_error where a file cannot be written

private:
    void write(const TrackPlan& plan, core::CaptureTime zero);

    MediaFilesOptions m_options;
    MediaFilesReport m_report;
};

} // namespace tally::load
