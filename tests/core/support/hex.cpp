// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/hex.h"

#include "core/cmaf/box_writer.h"

#include <array>
#include <cctype>
#include <cstdio>

namespace tally::test {

core::Bytes hex(std::string_view text) {
    std::string digits;
    for (const char character : text) {
        if (std::isspace(static_cast<unsigned char>(character)) == 0) {
            digits += character;
        }
    }
    core::Bytes bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string hexText(core::ByteView bytes) {
    std::string text;
    for (const std::byte byte : bytes) {
        std::array<char, 4> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x", std::to_integer<unsigned>(byte));
        text += (text.empty() ? "" : " ") + std::string(digits.data());
    }
    return text;
}

core::Bytes joined(std::initializer_list<core::Bytes> pieces) {
    core::Bytes all;
    for (const core::Bytes& piece : pieces) {
        all.insert(all.end(), piece.begin(), piece.end());
    }
    return all;
}

core::Bytes box(std::string_view type, const core::Bytes& body) {
    core::BoxWriter out;
    {
        const auto open = out.box(type);
        out.bytes(body);
    }
    return out.take();
}

} // namespace tally::test
