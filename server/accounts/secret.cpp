// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/secret.h"

#include "server/accounts/base64_url.h"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace tally::server::accounts {

std::string newSecret() {
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("the system's random source failed");
    }
    return base64Url(bytes);
}

} // namespace tally::server::accounts
