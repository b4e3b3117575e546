// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

// Boxes of 14496-12 §4.2 as they come from outside: a size is believed only where that much is there.
//
//   00 00 00 10 6D 66 68 64  …                            16 bytes 'mfhd', 8 of them body
//   00 00 00 01 6D 64 61 74  00 00 00 00 00 00 00 14  …   20 bytes 'mdat' with a 64-bit size, 4 of them body
//
// Nothing here walks into a box by itself, so depth costs no stack. Pure; any thread.
namespace tally::core {

constexpr std::uint32_t boxType(std::string_view name) {
    std::uint32_t type = 0;
    for (const char character : name) {
        type = type << 8 | static_cast<unsigned char>(character);
    }
    return type;
}

std::string boxName(std::uint32_t type); // for messages; what is not printable becomes '.'

struct BoxHeader {
    std::uint32_t type = 0;
    std::uint64_t size = 0; // header included
    std::size_t headerBytes = 0;
};

// The header that begins at `bytes`; empty while it is not whole. Error invalid: a size smaller than the header, and
// size 0 (to the end of the file), which a stream cannot have.
Result<std::optional<BoxHeader>> readBoxHeader(ByteView bytes);

struct Box {
    std::uint32_t type = 0;
    ByteView whole; // with the header
    ByteView body;
};

// Takes apart the boxes that stand one after the other in `bytes`. Every step moves on by 8 bytes at least.
class BoxIterator {
public:
    // `beyond`: what a box that ends behind the bytes is: invalid in a whole container, truncated where more may come.
    explicit BoxIterator(ByteView bytes, ErrorCode beyond = ErrorCode::invalid) : m_rest(bytes), m_beyond(beyond) {}

    // Empty at the end. Error: invalid, or `beyond`.
    Result<std::optional<Box>> next();

private:
    ByteView m_rest;
    ErrorCode m_beyond;
};

// The first child of a type, or of a path of types from the outside in. Error: invalid, naming what is missing.
Result<Box> requireBox(ByteView container, std::initializer_list<std::string_view> path);

} // namespace tally::core
