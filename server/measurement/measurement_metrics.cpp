// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/measurement_metrics.h"

#include <string>

namespace tally::server::measurement {
namespace {

prometheus::Counter& counter(prometheus::Registry& registry, const std::string& name, const std::string& help) {
    return prometheus::BuildCounter().Name("tally_measurement_" + name).Help(help).Register(registry).Add({});
}

prometheus::Gauge& gauge(prometheus::Registry& registry, const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name("tally_measurement_" + name).Help(help).Register(registry).Add({});
}

} // namespace

MeasurementMetrics::MeasurementMetrics(prometheus::Registry& registry)
    : m_accepted(counter(registry, "accepted_events_total", "Events that are durable and were acknowledged")),
      m_committed(counter(registry, "committed_events_total", "Events that are in PostgreSQL, duplicates included")),
      m_duplicates(counter(registry, "duplicate_events_total", "Committed events that were there already")),
      m_refused(counter(registry, "refused_events_total", "Events that PostgreSQL refused; set aside on disk")),
      m_spooled(gauge(registry, "spooled_events", "Events in the journal that wait for PostgreSQL")),
      m_journalBytes(gauge(registry, "journal_bytes", "Size of the journal on disk")) {}

void MeasurementMetrics::accepted(std::uint64_t events) {
    m_accepted.Increment(static_cast<double>(events));
    m_spooled.Increment(static_cast<double>(events));
}

void MeasurementMetrics::committed(std::uint64_t events, std::uint64_t duplicates) {
    m_committed.Increment(static_cast<double>(events));
    m_duplicates.Increment(static_cast<double>(duplicates));
    m_spooled.Decrement(static_cast<double>(events));
}

void MeasurementMetrics::refused(std::uint64_t events) {
    m_refused.Increment(static_cast<double>(events));
    m_spooled.Decrement(static_cast<double>(events));
}

void MeasurementMetrics::journalBytes(std::uint64_t bytes) {
    m_journalBytes.Set(static_cast<double>(bytes));
}

} // namespace tally::server::measurement
