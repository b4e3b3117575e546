// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/part_grid.h"

#include <algorithm>
#include <cmath>

namespace tally::core {
namespace {

constexpr double kAacFrameSamples = 1024;

double ceilToFiveDecimals(double seconds) {
    return std::ceil(seconds * 1e5 - 1e-6) / 1e5;
}

} // namespace

PartGrid PartGrid::of(FrameRate frameRate, LatencyProfile profile) {
    const double wanted = profile == LatencyProfile::ultra ? 0.2 : 1.0 / 3;
    PartGrid grid;
    grid.frameRate = frameRate;
    grid.framesPerPart = std::max(1U, static_cast<std::uint32_t>(std::lround(wanted * frameRate.perSecond())));
    grid.partsPerSegment = std::max(1U, static_cast<std::uint32_t>(std::lround(1.0 / grid.videoPartSeconds())));
    return grid;
}

double PartGrid::videoPartSeconds() const {
    return framesPerPart / frameRate.perSecond();
}

double PartGrid::segmentSeconds() const {
    return framesPerSegment() / frameRate.perSecond();
}

double PartGrid::partTargetSeconds(std::uint32_t audioSampleRate) const {
    // A grid cell holds the AAC frames that begin in it or whose end crosses its line: at most one more than fit.
    const double frame = kAacFrameSamples / audioSampleRate;
    const double audio = std::ceil(videoPartSeconds() / frame - 1e-9) * frame;
    return ceilToFiveDecimals(std::max(videoPartSeconds(), audio));
}

} // namespace tally::core
