// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"

#include "core/cmaf/byte_cursor.h"

namespace tally::core {
namespace {

Result<Box> requireChild(ByteView container, std::string_view type) {
    BoxIterator boxes(container);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return fail(ErrorCode::invalid, "box '" + std::string(type) + "' is missing");
        }
        if ((*box)->type == boxType(type)) {
            return **box;
        }
    }
}

} // namespace

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
    if (header.size == 1) { // §4.2: the size follows in 64 bits
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
        const std::string name = *header ? boxName((*header)->type) : "?";
        return fail(m_beyond, "box '" + name + "' is longer than what it is in");
    }
    const auto size = static_cast<std::size_t>((*header)->size);
    const ByteView whole = m_rest.first(size);
    const Box box{.type = (*header)->type, .whole = whole, .body = whole.subspan((*header)->headerBytes)};
    m_rest = m_rest.subspan(size);
    return box;
}

Result<Box> requireBox(ByteView container, std::initializer_list<std::string_view> path) {
    Box box{.type = 0, .whole = container, .body = container};
    for (const std::string_view type : path) {
        auto child = requireChild(box.body, type);
        if (!child) {
            return child;
        }
        box = *child;
    }
    return box;
}

} // namespace tally::core
