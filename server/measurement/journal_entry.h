// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/measurement.h"

namespace tally::server::measurement {

// The payload of a journal record, as JSON.
struct JournalEntry {
    core::WallTime receivedAt{};
    core::MeasurementBatch batch;
};
BOOST_DESCRIBE_STRUCT(JournalEntry, (), (receivedAt, batch))

} // namespace tally::server::measurement
