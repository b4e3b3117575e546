// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tally::core {

// Reads big-endian numbers off the front of bytes from outside. Once something is not there the cursor has failed and
// every later read is 0, so that a parser may read a whole structure and ask once.
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

// One box: its type and where its body lies.
struct Box {
    std::uint32_t type = 0;
    ByteView whole; // header included
    ByteView body;
};

constexpr std::uint32_t boxType(std::string_view name) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(name[0])) << 24 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(name[1])) << 16 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(name[2])) << 8 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(name[3]));
}

std::string boxName(std::uint32_t type); // for messages; what is not printable becomes '.'

// Size and type of the box that begins at `bytes` (14496-12 §4.2): 32- and 64-bit sizes.
struct BoxHeader {
    std::uint32_t type = 0;
    std::uint64_t size = 0; // header included
    std::size_t headerBytes = 0;
};

// Empty while the header itself is not whole. Error invalid: size 0 (to the end of a file: a stream has none), a size
// smaller than its header.
Result<std::optional<BoxHeader>> readBoxHeader(ByteView bytes);

// Takes the boxes of one container apart; each must lie wholly inside.
class BoxIterator {
public:
    explicit BoxIterator(ByteView bytes) : m_rest(bytes) {}

    // Empty at the end. Error: invalid or truncated.
    Result<std::optional<Box>> next();

private:
    ByteView m_rest;
};

// The first child of a type. Error: notFound, invalid or truncated, with the names.
Result<Box> findBox(ByteView container, std::string_view type);

} // namespace tally::core
