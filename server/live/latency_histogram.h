// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tally::server::live {

// How long one stage of the way from camera to viewer takes, as Prometheus counts it. Any thread, without a lock.
class LatencyHistogram {
public:
    static constexpr std::array<double, 11> kBounds{0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5}; // s

    struct Values {
        std::array<std::uint64_t, kBounds.size() + 1> counts{}; // each bucket's own; the last: over all bounds
        double sumSeconds = 0;
    };

    void observe(std::chrono::nanoseconds took) {
        const double seconds = std::chrono::duration<double>(took).count();
        std::size_t bucket = 0;
        while (bucket < kBounds.size() && seconds > kBounds[bucket]) {
            ++bucket;
        }
        m_counts[bucket].fetch_add(1, std::memory_order_relaxed);
        m_sumMicroseconds.fetch_add(static_cast<std::int64_t>(seconds * 1e6), std::memory_order_relaxed);
    }

    Values values() const {
        Values values;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            values.counts[i] = m_counts[i].load(std::memory_order_relaxed);
        }
        values.sumSeconds = static_cast<double>(m_sumMicroseconds.load(std::memory_order_relaxed)) / 1e6;
        return values;
    }

private:
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> m_counts{};
    std::atomic<std::int64_t> m_sumMicroseconds = 0;
};

} // namespace tally::server::live
