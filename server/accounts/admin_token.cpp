// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/admin_token.h"

#include "server/accounts/secret.h"
#include "server/store/replace_file.h"
#include "server/store/sha256.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace tally::server::accounts {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

constexpr std::size_t kTokenLength = 43;

core::Status writeToken(const fs::path& file, const std::string& token) {
    store::ReplaceOptions options;
    options.mode = 0600;
    options.durability = store::ReplaceOptions::Durability::synced;
    return store::replaceFile(file, token + "\n", options);
}

core::Result<std::string> readToken(const fs::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) {
        return core::fail(errno == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable,
                          fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return core::fail(ErrorCode::invalid,
                          fmt::format("others may read {}: chmod 0600 {}", file.string(), file.string()));
    }
    std::string token;
    std::ifstream(file) >> token;
    if (token.size() < kTokenLength) {
        return core::fail(ErrorCode::invalid,
                          file.string() + " holds no token; remove it and the next start makes a new one");
    }
    return token;
}

} // namespace

core::Result<AdminToken> AdminToken::loadOrCreate(const fs::path& file) {
    const auto token = readToken(file);
    if (token) {
        return AdminToken(*token);
    }
    if (token.error().code != ErrorCode::notFound) {
        return core::propagate(token);
    }
    const std::string fresh = newSecret();
    const auto written = writeToken(file, fresh);
    return written ? core::Result<AdminToken>(AdminToken(fresh)) : core::propagate(written);
}

AdminToken::AdminToken(std::string_view token) : m_sha256(store::sha256Hex(token)) {}

// Hashes have one length, so that not even the token's length shows in the time.
bool AdminToken::matches(std::string_view token) const {
    const std::string other = store::sha256Hex(token);
    return CRYPTO_memcmp(other.data(), m_sha256.data(), m_sha256.size()) == 0;
}

net::Handler AdminToken::guard(net::Handler handler) const {
    return [this, handler = std::move(handler)](net::Request& request) {
        return admit(handler, request);
    };
}

// The handler comes by value: this coroutine may outlive the one it was copied from.
boost::asio::awaitable<net::Response> AdminToken::admit(net::Handler handler, net::Request& request) const {
    const auto token = request.bearerToken();
    if (!token || !matches(*token)) {
        net::Response refusal = net::Response::problem(401, "the admin token is missing or wrong");
        refusal.withHeader("WWW-Authenticate", "Bearer realm=\"tallylight\"");
        co_return refusal;
    }
    co_return co_await handler(request);
}

} // namespace tally::server::accounts
