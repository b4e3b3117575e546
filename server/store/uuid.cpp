// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/uuid.h"

#include <openssl/rand.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <stdexcept>

namespace tally::server::store {
namespace {

constexpr std::size_t kLength = 36;

bool isHyphenPlace(std::size_t index) {
    return index == 8 || index == 13 || index == 18 || index == 23;
}

std::string write(const std::array<unsigned char, 16>& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        if (isHyphenPlace(text.size())) {
            text += '-';
        }
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

} // namespace

std::string newUuid7(core::WallTime now) {
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("the system's random source failed");
    }
    const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) {
        bytes[i] = static_cast<unsigned char>(milliseconds >> (40 - 8 * i));
    }
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x70); // version
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80); // variant
    return write(bytes);
}

bool isUuid(std::string_view text) {
    if (text.size() != kLength) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fits = isHyphenPlace(i) ? text[i] == '-' : std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
        if (!fits) {
            return false;
        }
    }
    return true;
}

} // namespace tally::server::store
