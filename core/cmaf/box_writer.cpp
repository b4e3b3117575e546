// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_writer.h"

namespace tally::core {

BoxWriter::Open::~Open() {
    m_writer.patchU32(m_start, static_cast<std::uint32_t>(m_writer.size() - m_start));
}

BoxWriter::Open BoxWriter::box(std::string_view type) {
    const std::size_t start = m_bytes.size();
    u32(0);
    text(type);
    return Open(*this, start);
}

BoxWriter::Open BoxWriter::box(std::string_view type, std::uint8_t version, std::uint32_t flags) {
    const std::size_t start = m_bytes.size();
    u32(0);
    text(type);
    u8(version);
    u24(flags);
    return Open(*this, start);
}

void BoxWriter::number(std::uint64_t value, int width) {
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
        m_bytes.push_back(static_cast<std::byte>((value >> shift) & 0xFF));
    }
}

void BoxWriter::u8(std::uint32_t value) {
    number(value, 1);
}
void BoxWriter::u16(std::uint32_t value) {
    number(value, 2);
}
void BoxWriter::u24(std::uint32_t value) {
    number(value, 3);
}
void BoxWriter::u32(std::uint32_t value) {
    number(value, 4);
}
void BoxWriter::u64(std::uint64_t value) {
    number(value, 8);
}
void BoxWriter::zeros(std::size_t count) {
    m_bytes.insert(m_bytes.end(), count, std::byte{0});
}

void BoxWriter::text(std::string_view value) {
    for (const char character : value) {
        m_bytes.push_back(static_cast<std::byte>(character));
    }
}

void BoxWriter::bytes(ByteView value) {
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
}

void BoxWriter::patchU32(std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) {
        m_bytes[at + static_cast<std::size_t>(i)] = static_cast<std::byte>((value >> (24 - 8 * i)) & 0xFF);
    }
}

} // namespace tally::core
