// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/secret.h"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace tally::server::accounts {
namespace {

// RFC 4648 §5, without padding.
template <std::size_t Size>
std::string base64Url(const std::array<unsigned char, Size>& bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    unsigned bits = 0;
    int count = 0; // of the bits that are not written yet
    for (const unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) {
            text += kAlphabet[bits >> (count - 6) & 63];
        }
    }
    if (count > 0) {
        text += kAlphabet[bits << (6 - count) & 63];
    }
    return text;
}

} // namespace

std::string newSecret() {
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("the system's random source failed");
    }
    return base64Url(bytes);
}

} // namespace tally::server::accounts
