// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/frame_grid.h"
#include "gst/base/picture_shape.h"
#include "gst/switcher.h"

#include <string>

namespace tally::gst {

// The pipeline of an input in the language of gst-launch. Both kinds end in the appsinks "video" and "audio".
//
//   file: uridecodebin "source" … "picture" → scale → video
//                               … "sound"   → resample → audio    (linked when the clip shows what it has)
//   test: videotestsrc "source" → [clock] → video
//         audiotestsrc          → audio
std::string inputPipelineText(const InputSpec& spec, PictureShape shape, FrameGrid grid);

} // namespace tally::gst
