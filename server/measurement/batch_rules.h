// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/measurement.h"

namespace tally::server::measurement {

inline constexpr std::size_t kMostEvents = 256;

// The rules that stand beside the fields in core/protocol/measurement.h, and what keeps nonsense out of the figures:
// dates within two days of `now`, sequences up to a million. Error: invalid, with the path of the field. Pure; any
// thread.
core::Status check(const core::MeasurementBatch& batch, core::WallTime now);

} // namespace tally::server::measurement
