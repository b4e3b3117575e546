// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_cursor.h"

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

std::string boxName(std::uint32_t type) {
    std::string name;
    for (int shift = 24; shift >= 0; shift -= 8) {
        const auto character = static_cast<char>((type >> shift) & 0xFF);
        name += character >= ' ' && character <= '~' ? character : '.';
    }
    return name;
}

Result<std::optional<BoxHeader>> readBoxHeader(ByteView bytes) {
    constexpr std::size_t kShort = 8;
    constexpr std::size_t kLong = 16;
    if (bytes.size() < kShort) {
        return std::nullopt;
    }
    ByteCursor cursor(bytes);
    BoxHeader header{.type = 0, .size = cursor.u32(), .headerBytes = kShort};
    header.type = cursor.u32();
    if (header.size == 1) { // §4.2.2: the size follows in 64 bits
        if (bytes.size() < kLong) {
            return std::nullopt;
        }
        header.size = cursor.u64();
        header.headerBytes = kLong;
    }
    if (header.size < header.headerBytes) {
        return fail(ErrorCode::invalid,
                    "box '" + boxName(header.type) + "' has the impossible size " + std::to_string(header.size));
    }
    return header;
}

Result<std::optional<Box>> BoxIterator::next() {
    if (m_rest.empty()) {
        return std::nullopt;
    }
    const auto header = readBoxHeader(m_rest);
    if (!header) {
        return propagate(header);
    }
    if (!*header || (*header)->size > m_rest.size()) {
        return fail(ErrorCode::truncated, "box '" + (*header ? boxName((*header)->type) : std::string("?")) +
                                              "' is longer than what it is in");
    }
    const auto size = static_cast<std::size_t>((*header)->size);
    const Box box{.type = (*header)->type,
                  .whole = m_rest.first(size),
                  .body = m_rest.first(size).subspan((*header)->headerBytes)};
    m_rest = m_rest.subspan(size);
    return box;
}

Result<Box> findBox(ByteView container, std::string_view type) {
    BoxIterator boxes(container);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return fail(ErrorCode::notFound, "box '" + std::string(type) + "' is missing");
        }
        if ((*box)->type == boxType(type)) {
            return **box;
        }
    }
}

} // namespace tally::core
