// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <cstdint>

namespace tally::server::measurement {

// accepted − committed − refused − spooled = 0 at every moment of rest: an alert watches it. Counters start at 0 with
// the server; what is found in the journal at the start counts as accepted. Any thread.
class MeasurementMetrics {
public:
    explicit MeasurementMetrics(prometheus::Registry& registry);

    void accepted(std::uint64_t events);
    void committed(std::uint64_t events, std::uint64_t duplicates);
    void refused(std::uint64_t events); // PostgreSQL would not take them; set aside on disk
    void journalBytes(std::uint64_t bytes);

private:
    prometheus::Counter& m_accepted;
    prometheus::Counter& m_committed;
    prometheus::Counter& m_duplicates;
    prometheus::Counter& m_refused;
    prometheus::Gauge& m_spooled;
    prometheus::Gauge& m_journalBytes;
};

} // namespace tally::server::measurement
