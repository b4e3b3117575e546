// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace tally::load {

// Milliseconds. All 0 of nothing.
struct Latency {
    std::uint64_t count = 0;
    double p50 = 0;
    double p99 = 0;
    double max = 0;
};
BOOST_DESCRIBE_STRUCT(Latency, (), (count, p50, p99, max))

// Durations in buckets: exact below 128 µs, then within 1 %, for an add() that costs nanoseconds and never allocates.
// Lives on one thread.
class Histogram {
public:
    using Duration = std::chrono::nanoseconds;

    void add(Duration duration); // below 0 counts as 0
    std::uint64_t count() const { return m_count; }
    Duration max() const { return m_max; }
    // The duration below which `fraction` (0 to 1) of them lie, nearest rank, at most 1 % too long; 0 of nothing.
    Duration quantile(double fraction) const;
    Latency latency() const;

private:
    // A bucket is named by the highest 7 bits of the microseconds below the leading one, and that one's place.
    static constexpr unsigned kFineBits = 7;
    static constexpr std::uint64_t kFine = 1U << kFineBits;

    static std::size_t bucketOf(std::uint64_t microseconds);
    static std::uint64_t lastOf(std::size_t bucket); // microseconds

    std::array<std::uint64_t, (65 - kFineBits) * kFine> m_counts{};
    std::uint64_t m_count = 0;
    Duration m_max{0};
};

} // namespace tally::load
