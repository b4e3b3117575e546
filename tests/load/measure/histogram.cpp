// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/measure/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tally::load {
namespace {

using namespace std::chrono;

double milliseconds(Histogram::Duration value) {
    return duration<double, std::milli>(value).count();
}

} // namespace

// 0 … 127 µs have a bucket each; 128 … 255 too, 256 … 511 share one by two, 512 … 1023 by four, and so on.
std::size_t Histogram::bucketOf(std::uint64_t microseconds) {
    if (microseconds < kFine) {
        return microseconds;
    }
    const unsigned shift = static_cast<unsigned>(std::bit_width(microseconds)) - 1 - kFineBits;
    return (shift + 1) * kFine + ((microseconds >> shift) - kFine);
}

std::uint64_t Histogram::lastOf(std::size_t bucket) {
    if (bucket < kFine) {
        return bucket;
    }
    const std::size_t shift = bucket / kFine - 1;
    const std::uint64_t first = (kFine + bucket % kFine) << shift;
    return first + (std::uint64_t{1} << shift) - 1;
}

void Histogram::add(Duration value) {
    const auto bounded = std::max(value, Duration(0));
    ++m_counts[bucketOf(static_cast<std::uint64_t>(duration_cast<microseconds>(bounded).count()))];
    ++m_count;
    m_max = std::max(m_max, bounded);
}

Histogram::Duration Histogram::quantile(double fraction) const {
    const auto rank = std::max<std::uint64_t>(1, std::llround(std::ceil(fraction * static_cast<double>(m_count))));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; m_count > 0 && bucket < m_counts.size(); ++bucket) {
        seen += m_counts[bucket];
        if (seen >= rank) {
            return std::min<Duration>(microseconds(lastOf(bucket)), m_max);
        }
    }
    return m_max;
}

Latency Histogram::latency() const {
    return {.count = m_count,
            .p50 = milliseconds(quantile(0.5)),
            .p99 = milliseconds(quantile(0.99)),
            .max = milliseconds(m_max)};
}

} // namespace tally::load
