// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <cstddef>
#include <cstdint>

namespace tally::core {

// Reads big-endian numbers off the front of bytes from outside. Once something is not there the cursor has failed and
// every later read is 0, so that a parser may read a whole structure and ask once. Borrows the bytes.
class ByteCursor {
public:
    explicit ByteCursor(ByteView bytes) : m_rest(bytes) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u24() { return static_cast<std::uint32_t>(number(3)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    ByteView take(std::size_t count);
    void skip(std::size_t count) { take(count); }

    ByteView rest() const { return m_rest; }
    bool failed() const { return m_failed; }

private:
    std::uint64_t number(std::size_t width);

    ByteView m_rest;
    bool m_failed = false;
};

} // namespace tally::core
