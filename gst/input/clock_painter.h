// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/picture_shape.h"
#include "gst/handles/pad_probe.h"

namespace tally::gst {

// Burns the wall clock into every picture at the moment it leaves a source: glass to glass begins here
// (core/live/burned_clock.h). Paints on the source's streaming thread; made and destroyed on the pipeline's.
class ClockPainter {
public:
    ClockPainter(const Element& source, PictureShape shape);

private:
    PadProbe m_probe;
};

} // namespace tally::gst
