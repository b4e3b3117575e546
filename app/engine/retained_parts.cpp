// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/retained_parts.h"

#include <algorithm>

namespace tally::app {

RetainedParts::RetainedParts(std::uint64_t maximumBytes, std::size_t acknowledgedParts)
    : m_maximumBytes(maximumBytes), m_keepAcknowledged(acknowledgedParts) {}

void RetainedParts::add(gst::EncodedPart part) {
    m_bytes += part.bytes->size();
    m_parts.push_back(std::move(part));
    trim();
}

std::vector<core::SharedBytes> RetainedParts::waiting(std::size_t maximumBytes) {
    std::vector<core::SharedBytes> bytes;
    std::size_t total = 0;
    for (std::size_t i = m_next; i < m_parts.size(); ++i) {
        if (!bytes.empty() && total + m_parts[i].bytes->size() > maximumBytes) {
            break;
        }
        total += m_parts[i].bytes->size();
        bytes.push_back(m_parts[i].bytes);
    }
    m_underWay = bytes.size();
    return bytes;
}

void RetainedParts::acknowledged() {
    m_next += std::exchange(m_underWay, 0);
    trim();
}

void RetainedParts::resumeAfter(std::optional<std::uint64_t> time) {
    m_underWay = 0;
    const auto first = std::find_if(m_parts.begin(), m_parts.end(),
                                    [&](const gst::EncodedPart& part) { return !time || part.decodeTime > *time; });
    m_next = static_cast<std::size_t>(first - m_parts.begin());
}

std::uint64_t RetainedParts::waitingBytes() const {
    std::uint64_t bytes = 0;
    for (std::size_t i = m_next; i < m_parts.size(); ++i) {
        bytes += m_parts[i].bytes->size();
    }
    return bytes;
}

// A request under way is left alone: it goes on with the bytes it shares.
void RetainedParts::trim() {
    const auto dropFirst = [&] {
        m_bytes -= m_parts.front().bytes->size();
        m_parts.pop_front();
        m_dropped += m_next == 0 ? 1 : 0;
        m_underWay -= m_next == 0 && m_underWay > 0 ? 1 : 0;
        m_next -= m_next > 0 ? 1 : 0;
    };
    while (m_next > m_keepAcknowledged) {
        dropFirst();
    }
    while (m_bytes > m_maximumBytes && m_parts.size() > 1) {
        dropFirst();
        while (m_parts.size() > 1 && !m_parts.front().startsWithSync) { // whole segments: a part of one shows nothing
            dropFirst();
        }
    }
}

} // namespace tally::app
