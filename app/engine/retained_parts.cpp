// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/retained_parts.h"

#include <algorithm>
#include <numeric>

namespace tally::app {

RetainedParts::RetainedParts(const std::string& track, RetentionLimits limits)
    : m_limits(std::move(limits)), m_spool(m_limits.spoolFolder, track, m_limits.spoolBytes) {}

void RetainedParts::add(gst::EncodedPart part) {
    const std::uint64_t size = part.bytes->size();
    m_parts.push_back({part.decodeTime, part.startsWithSync, size, std::move(part.bytes), {}});
    m_memoryBytes += size;
    keepLimits();
}

std::vector<core::SharedBytes> RetainedParts::take(std::size_t maximumBytes) {
    std::vector<core::SharedBytes> taken;
    std::size_t total = 0;
    m_underWay = 0;
    for (auto held = firstIdle(); held != m_parts.end(); held = firstIdle()) {
        total += held->size;
        if (!taken.empty() && total > maximumBytes) {
            break;
        }
        if (core::SharedBytes bytes = bytesOf(*held)) {
            taken.push_back(std::move(bytes));
            ++m_underWay;
        } else { // a disk that does not give back what it took
            loseSegment(held, "the spool cannot be read");
        }
    }
    return taken;
}

void RetainedParts::acknowledged() {
    m_acknowledged += std::exchange(m_underWay, 0);
    keepLimits();
}

void RetainedParts::resumeAfter(std::optional<std::uint64_t> decodeTime) {
    const auto first = std::find_if(m_parts.begin(), m_parts.end(),
                                    [&](const Held& held) { return !decodeTime || held.decodeTime > *decodeTime; });
    m_underWay = 0;
    m_acknowledged = static_cast<std::size_t>(first - m_parts.begin());
    keepLimits();
}

std::uint64_t RetainedParts::waitingBytes() const {
    return std::accumulate(m_parts.begin() + static_cast<std::ptrdiff_t>(m_acknowledged), m_parts.end(),
                           std::uint64_t{0}, [](std::uint64_t sum, const Held& held) { return sum + held.size; });
}

core::SharedBytes RetainedParts::bytesOf(const Held& held) const {
    return held.bytes ? held.bytes : m_spool.read(*held.place).value_or(nullptr);
}

RetainedParts::Iterator RetainedParts::firstIdle() {
    return m_parts.begin() + static_cast<std::ptrdiff_t>(m_acknowledged + m_underWay);
}

void RetainedParts::keepLimits() {
    if (m_acknowledged > m_limits.acknowledgedParts) {
        const std::size_t old = m_acknowledged - m_limits.acknowledgedParts;
        erase(m_parts.begin(), m_parts.begin() + static_cast<std::ptrdiff_t>(old));
        m_acknowledged -= old;
    }
    while (m_memoryBytes > m_limits.memoryBytes && freeMemory()) {
    }
}

bool RetainedParts::freeMemory() {
    const auto held = oldestInMemory();
    if (held == m_parts.end()) {
        return false;
    }
    const auto place = m_spool.write(*held->bytes, held->startsWithSync);
    if (place) {
        held->place = *place;
        held->bytes.reset();
        m_memoryBytes -= held->size;
    } else if (m_acknowledged > 0) { // nobody may ever ask for them again
        erase(m_parts.begin(), m_parts.begin() + static_cast<std::ptrdiff_t>(m_acknowledged));
        m_acknowledged = 0;
    } else { // a disk that takes no more may still give back what it has
        const bool isFull = place.error().code == core::ErrorCode::tooLarge;
        loseSegment(isFull ? firstIdle() : held, place.error().detail);
    }
    return true;
}

RetainedParts::Iterator RetainedParts::oldestInMemory() {
    const auto inMemory = [](const Held& held) {
        return held.bytes != nullptr;
    };
    const auto underWay = m_parts.begin() + static_cast<std::ptrdiff_t>(m_acknowledged);
    const auto acknowledged = std::find_if(m_parts.begin(), underWay, inMemory);
    return acknowledged != underWay ? acknowledged : std::find_if(firstIdle(), m_parts.end(), inMemory);
}

void RetainedParts::loseSegment(const Iterator& first, const std::string& reason) {
    const auto next = std::find_if(first + 1, m_parts.end(), [](const Held& held) { return held.startsWithSync; });
    m_dropped += static_cast<std::uint64_t>(next - first);
    m_dropReason = reason;
    erase(first, next);
}

void RetainedParts::erase(const Iterator& first, const Iterator& last) {
    for (auto held = first; held != last; ++held) {
        held->place ? m_spool.release(*held->place) : void(m_memoryBytes -= held->size);
    }
    m_parts.erase(first, last);
}

} // namespace tally::app
