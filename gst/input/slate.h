// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gst/base/picture_shape.h"

#include <string>

namespace tally::gst {

// The still picture that stands in for an input without a signal: its name and NO SIGNAL. Blocks for some 10 ms while
// it is drawn; any thread. Error unavailable: no text can be drawn.
core::Result<Buffer> drawSlate(PictureShape shape, const std::string& inputName);

} // namespace tally::gst
