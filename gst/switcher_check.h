// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

// What a switcher can be asked to be. GStreamer is initialised before; any thread.
namespace tally::gst {

// Error invalid: odd or no size, no frame rate, no rendition, no bit rate, two tracks of one name.
core::Status checkProfile(const ProgrammeProfile& profile);

// Error invalid: no input, an empty or double id, no path, no such pattern; notFound: programme or preview is none
// of them.
core::Status checkInputs(const std::vector<InputSpec>& inputs, const std::string& programme,
                         const std::string& preview);

} // namespace tally::gst
