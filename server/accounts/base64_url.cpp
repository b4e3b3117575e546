// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/base64_url.h"

#include <string_view>

namespace tally::server::accounts {

std::string base64Url(std::span<const unsigned char> bytes) {
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

} // namespace tally::server::accounts
