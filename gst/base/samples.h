// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "gst/base/time_base.h"
#include "gst/handles/buffer_map.h"

#include <gst/gst.h>

#include <optional>

// What a sample says of itself. Any thread.
namespace tally::gst {

// Presentation on the pipeline's running time, whatever offset an encoder has given its segment (x264enc: 1000 h).
// Absent for a sample outside of its segment.
std::optional<RunningTime> runningTimeOf(GstSample* sample);

// codec_data: the AVCDecoderConfigurationRecord or the AudioSpecificConfig. Empty when there is none.
core::Bytes codecConfigOf(GstCaps* caps);

} // namespace tally::gst
