// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tally::gst {

// All tracks of a session begin on this segment line. Before it the mixers find their start (a compositor that has made
// frames without inputs begins at 0 once more when the first one comes) and the inputs get their first pictures.
inline constexpr std::uint64_t kFirstSegment = 1;

} // namespace tally::gst
