// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/http.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace tally::server::accounts {

// The one token of the server's administrator. Immutable; any thread.
class AdminToken {
public:
    // The token in the file, which is made at the first start with mode 0600.
    // Error: unavailable (the file cannot be read or written), invalid (it holds no token, or others may read it).
    static core::Result<AdminToken> loadOrCreate(const std::filesystem::path& file);

    // Takes the same time for every wrong token.
    bool matches(std::string_view token) const;

    // Lets a request with the token through to `handler`; any other gets a 401 problem with WWW-Authenticate.
    // The result borrows this.
    net::Handler guard(net::Handler handler) const;

private:
    explicit AdminToken(std::string_view token);
    boost::asio::awaitable<net::Response> admit(net::Handler handler, net::Request& request) const;

    std::string m_sha256; // hexadecimal
};

} // namespace tally::server::accounts
