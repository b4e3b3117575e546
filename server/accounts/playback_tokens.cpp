// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/playback_tokens.h"

#include "server/accounts/base64_url.h"
#include "server/store/sha256.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

namespace tally::server::accounts {
namespace {

using core::ErrorCode;

constexpr std::size_t kLeastSecret = 32; // characters
constexpr std::size_t kKeyDigits = 8;
constexpr std::size_t kLongestToken = 128;

std::string signatureOf(const std::string& secret, std::string_view claims, std::string_view event) {
    const std::string text = std::string(claims) + "/" + std::string(event);
    std::array<unsigned char, 32> mac{};
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
    return base64Url(mac);
}

bool isSame(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

auto forged() {
    return core::fail(ErrorCode::unauthorized, "the playback token is not valid for this event");
}

core::Status readableByUsAlone(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return core::fail(ErrorCode::unavailable, "cannot read the secrets in " + file.string());
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return core::fail(ErrorCode::invalid, "others may read " + file.string() + ": chmod 0600 " + file.string());
    }
    return {};
}

// One a line; one at least.
core::Result<std::vector<std::string>> readSecrets(const std::filesystem::path& path) {
    if (const auto ours = readableByUsAlone(path); !ours) {
        return core::propagate(ours);
    }
    std::vector<std::string> secrets;
    std::ifstream file(path);
    for (std::string secret; file >> secret;) {
        if (secret.size() < kLeastSecret) {
            return core::fail(ErrorCode::invalid, path.string() + ": a secret has 32 characters or more");
        }
        secrets.push_back(secret);
    }
    if (secrets.empty()) {
        return core::fail(ErrorCode::invalid, path.string() + " holds no secret");
    }
    return secrets;
}

} // namespace

core::Result<PlaybackTokens> PlaybackTokens::load(const Settings& settings, Clock clock) {
    PlaybackTokens tokens(settings.required, std::move(clock));
    if (settings.required && settings.secrets.empty()) {
        return core::fail(ErrorCode::invalid, "playback.required needs a playback.secret");
    }
    if (!settings.secrets.empty()) {
        const auto secrets = readSecrets(settings.secrets);
        if (!secrets) {
            return core::propagate(secrets);
        }
        for (const std::string& secret : *secrets) {
            tokens.add(secret);
        }
    }
    if (!settings.edges.empty()) {
        auto edges = readSecrets(settings.edges);
        if (!edges) {
            return core::propagate(edges);
        }
        tokens.m_edges = std::move(*edges);
    }
    return tokens;
}

void PlaybackTokens::add(const std::string& secret) {
    const std::string key = store::sha256Hex(secret).substr(0, kKeyDigits);
    m_signingKey = m_signingKey.empty() ? key : m_signingKey;
    m_secrets[key] = secret;
}

core::Result<std::string> PlaybackTokens::mint(std::string_view event, core::WallTime expires) const {
    if (m_signingKey.empty()) {
        return core::fail(ErrorCode::conflict, "the server has no playback.secret to sign a token with");
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(expires.time_since_epoch()).count();
    const std::string claims = m_signingKey + "." + std::to_string(seconds);
    return claims + "." + signatureOf(m_secrets.at(m_signingKey), claims, event);
}

core::Status PlaybackTokens::mayPlay(std::string_view event, std::optional<std::string_view> token,
                                     std::optional<std::string_view> edge) const {
    if (token) {
        const auto expires = expiryOf(event, *token);
        return expires ? core::Status() : core::propagate(expires);
    }
    if (!m_required || (edge && isEdge(*edge))) {
        return {};
    }
    return core::fail(ErrorCode::unauthorized, "this address needs a playback token");
}

core::Result<std::chrono::seconds> PlaybackTokens::trust(std::string_view event,
                                                         std::optional<std::string_view> token) const {
    if (!token) {
        const core::Status may = mayPlay(event, std::nullopt, std::nullopt);
        return may ? core::Result<std::chrono::seconds>(kTrusted) : core::propagate(may);
    }
    const auto expires = expiryOf(event, *token);
    if (!expires) {
        return core::propagate(expires);
    }
    return std::clamp(std::chrono::floor<std::chrono::seconds>(*expires - m_clock()), std::chrono::seconds(1),
                      kTrusted);
}

bool PlaybackTokens::isEdge(std::string_view secret) const {
    return std::any_of(m_edges.begin(), m_edges.end(),
                       [secret](const std::string& edge) { return isSame(edge, secret); });
}

// The signature first: until it is right nothing else in a token means anything.
core::Result<core::WallTime> PlaybackTokens::expiryOf(std::string_view event, std::string_view token) const {
    const std::size_t end = token.rfind('.');
    if (token.size() > kLongestToken || end == std::string_view::npos || end <= kKeyDigits) {
        return forged();
    }
    const std::string_view claims = token.substr(0, end);
    const auto secret = m_secrets.find(claims.substr(0, kKeyDigits));
    if (secret == m_secrets.end() || !isSame(token.substr(end + 1), signatureOf(secret->second, claims, event))) {
        return forged();
    }
    std::int64_t seconds = 0;
    std::from_chars(claims.data() + kKeyDigits + 1, claims.data() + claims.size(), seconds);
    const core::WallTime expires{std::chrono::seconds(seconds)};
    return expires > m_clock() ? core::Result<core::WallTime>(expires)
                               : core::fail(ErrorCode::unauthorized, "the playback token has expired");
}

} // namespace tally::server::accounts
