// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/part_grid.h"
#include "gst/switcher.h"

#include <string>

// The branches of the ladder in the language of gst-launch. Each begins with an open "sink" and ends in an appsink
// named as its track. Pure; any thread.
namespace tally::gst {

std::string videoBranchText(const ProgrammeProfile& profile, const VideoRendition& rendition,
                            const core::PartGrid& grid);
std::string audioBranchText(const AudioRendition& rendition);

} // namespace tally::gst
