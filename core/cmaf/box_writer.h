// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tally::core {

// Appends ISO boxes to one buffer; sizes are filled in when a box is closed. All numbers are big-endian.
//
//   BoxWriter out;
//   { const auto box = out.box("mfhd", 0, 0); out.u32(7); }
//   → 00 00 00 10 6D 66 68 64  00 00 00 00  00 00 00 07
//     size        m  f  h  d   version+flags  sequence
class BoxWriter {
public:
    // Closes its box at the end of the scope.
    class Open {
    public:
        ~Open();
        Open(const Open&) = delete;
        Open& operator=(const Open&) = delete;

    private:
        friend class BoxWriter;
        Open(BoxWriter& writer, std::size_t start) : m_writer(writer), m_start(start) {}
        BoxWriter& m_writer;
        std::size_t m_start;
    };

    [[nodiscard]] Open box(std::string_view type);
    [[nodiscard]] Open box(std::string_view type, std::uint8_t version, std::uint32_t flags); // a FullBox

    void u8(std::uint32_t value);
    void u16(std::uint32_t value);
    void u24(std::uint32_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void zeros(std::size_t count);
    void text(std::string_view value); // as it stands, no terminator
    void bytes(ByteView value);

    std::size_t size() const { return m_bytes.size(); }
    void patchU32(std::size_t at, std::uint32_t value);
    Bytes take() { return std::move(m_bytes); }

private:
    void number(std::uint64_t value, int width);
    Bytes m_bytes;
};

} // namespace tally::core
