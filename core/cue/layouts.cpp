// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cue/layouts.h"

namespace tally::core {
namespace {

using namespace std::chrono_literals;

constexpr double kSixtyPercentOfArea = 0.775; // linear
constexpr double kMargin = (1 - kSixtyPercentOfArea) / 2;
constexpr FrameRect kWholeFrame{0, 0, 1, 1};

struct Row {
    LayoutFormat format;
    AdcomPlacement placement;
    FrameRect content;
    FrameRect ad;
};

// Overlays leave the content alone; their ad rectangle is where the creative lies.
constexpr Row kTable[] = {
    {LayoutFormat::squeezebackL,
     {8, 16},
     {1 - kSixtyPercentOfArea, 0, kSixtyPercentOfArea, kSixtyPercentOfArea},
     kWholeFrame},
    {LayoutFormat::squeezebackReversedL, {8, 17}, {0, 0, kSixtyPercentOfArea, kSixtyPercentOfArea}, kWholeFrame},
    {LayoutFormat::squeezebackFrame,
     {8, 11},
     {kMargin, kMargin, kSixtyPercentOfArea, kSixtyPercentOfArea},
     kWholeFrame},
    {LayoutFormat::doubleBox, {8, 12}, {0, 0.25, 0.5, 0.5}, {0.5, 0.25, 0.5, 0.5}},
    {LayoutFormat::overlayCorner, {7, 10}, kWholeFrame, {0.5, 0, 0.5, 0.5}},
    {LayoutFormat::lowerThird, {7, 5}, kWholeFrame, {0, 0.7, 1, 0.3}},
};

const Row& rowOf(LayoutFormat format) {
    for (const Row& row : kTable) {
        if (row.format == format) {
            return row;
        }
    }
    return kTable[0]; // every enumerator has a row: the test `everyFormatHasALayout`
}

} // namespace

AdcomPlacement adcomPlacement(LayoutFormat format) {
    return rowOf(format).placement;
}

CueLayout layoutOf(LayoutFormat format) {
    const Row& row = rowOf(format);
    return {.format = format, .content = row.content, .ads = {row.ad}, .enterMs = 1200ms, .leaveMs = 1200ms};
}

} // namespace tally::core
