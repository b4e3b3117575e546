// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/byte_cursor.h"

namespace tally::core {

ByteView ByteCursor::take(std::size_t count) {
    if (count > m_rest.size()) {
        m_failed = true;
        m_rest = {};
        return {};
    }
    const ByteView taken = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return taken;
}

std::uint64_t ByteCursor::number(std::size_t width) {
    std::uint64_t value = 0;
    for (const std::byte byte : take(width)) {
        value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    }
    return value;
}

} // namespace tally::core
