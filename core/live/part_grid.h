// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/frame_rate.h"

#include <chrono>
#include <cstdint>

// Where parts and segments begin on the media time line of a programme (DESIGN §5, Part target). Pure; any thread.
namespace tally::core {

enum class LatencyProfile { ultra, low }; // parts of about 200 and 333 ms

struct PartGrid {
    FrameRate frameRate;
    std::uint32_t framesPerPart = 6;
    std::uint32_t partsPerSegment = 5;

    // round(0.2·fps) frames a part for ultra, round(0.333·fps) for low, segments of about one second.
    static PartGrid of(FrameRate frameRate, LatencyProfile profile);

    std::uint32_t framesPerSegment() const { return framesPerPart * partsPerSegment; } // the GOP
    double videoPartSeconds() const;
    double segmentSeconds() const;

    // P: the longest part that video or AAC (1024 samples a frame) has on this grid, rounded up to 5 decimals.
    // 30 fps and 48 kHz: 0.21334.
    double partTargetSeconds(std::uint32_t audioSampleRate) const;

    bool operator==(const PartGrid&) const = default;
};

} // namespace tally::core
