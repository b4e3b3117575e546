// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sha256.h"

#include <openssl/sha.h>

namespace tally::server::store {

std::string sha256Hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
    std::string text;
    text.reserve(2 * sizeof digest);
    for (const unsigned char byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

} // namespace tally::server::store
