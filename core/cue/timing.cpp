// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cue/timing.h"

#include <algorithm>

namespace tally::core {
namespace {

double smoothStep(double x) {
    const double t = std::clamp(x, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

double fraction(std::chrono::milliseconds part, std::chrono::milliseconds whole) {
    return whole.count() <= 0 ? 1.0 : static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

double between(double from, double to, double amount) {
    return from + (to - from) * amount;
}

} // namespace

CueTimes cueTimes(const Cue& cue) {
    auto enter = std::max(cue.layout.enterMs, std::chrono::milliseconds(0));
    auto leave = std::max(cue.layout.leaveMs, std::chrono::milliseconds(0));
    if (enter + leave > cue.durationMs) {
        const auto animated = enter + leave;
        enter = cue.durationMs * enter.count() / animated.count();
        leave = cue.durationMs - enter;
    }
    const WallTime end = cue.start + cue.durationMs;
    return {
        .start = cue.start, .full = cue.start + enter, .leave = end - leave, .end = end, .released = end + cue.gapMs};
}

CuePhase phaseAt(const Cue& cue, WallTime programmeTime) {
    const CueTimes times = cueTimes(cue);
    if (programmeTime < times.start) {
        return CuePhase::before;
    }
    if (programmeTime < times.full) {
        return CuePhase::entering;
    }
    if (programmeTime < times.leave) {
        return CuePhase::showing;
    }
    return programmeTime < times.end ? CuePhase::leaving : CuePhase::over;
}

double squeezeAt(const Cue& cue, WallTime programmeTime) {
    const CueTimes times = cueTimes(cue);
    switch (phaseAt(cue, programmeTime)) {
    case CuePhase::before:
    case CuePhase::over:
        return 0;
    case CuePhase::entering:
        return smoothStep(fraction(programmeTime - times.start, times.full - times.start));
    case CuePhase::showing:
        return 1;
    case CuePhase::leaving:
        return smoothStep(fraction(times.end - programmeTime, times.end - times.leave));
    }
    return 0;
}

FrameRect contentRectAt(const Cue& cue, WallTime programmeTime) {
    const double amount = squeezeAt(cue, programmeTime);
    const FrameRect& target = cue.layout.content;
    return {between(0, target.x, amount), between(0, target.y, amount), between(1, target.width, amount),
            between(1, target.height, amount)};
}

WallTime startOfCueFiredNow(WallTime liveEdge, std::chrono::milliseconds lead, std::optional<WallTime> notBefore) {
    const WallTime start = liveEdge + lead;
    return notBefore ? std::max(start, *notBefore) : start;
}

bool overlaps(const Cue& a, const Cue& b) {
    return a.start < cueTimes(b).released && b.start < cueTimes(a).released;
}

} // namespace tally::core
