// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/playback_tokens.h"

#include "server/accounts/base64_url.h"
#include "server/store/sha256.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

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

core::Status forged() {
    return core::fail(ErrorCode::unauthorized, "the playback token is not valid for this event");
}

core::Status readableByUsAlone(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return core::fail(ErrorCode::unavailable, "cannot read the playback secret " + file.string());
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return core::fail(ErrorCode::invalid, "others may read " + file.string() + ": chmod 0600 " + file.string());
    }
    return {};
}

} // namespace

core::Result<PlaybackTokens> PlaybackTokens::load(const Settings& settings, Clock clock) {
    PlaybackTokens tokens(settings.required, std::move(clock));
    if (settings.secrets.empty()) {
        return settings.required ? core::Result<PlaybackTokens>(
                                       core::fail(ErrorCode::invalid, "playback.required needs a playback.secret"))
                                 : std::move(tokens);
    }
    if (const auto ours = readableByUsAlone(settings.secrets); !ours) {
        return core::propagate(ours);
    }
    std::ifstream file(settings.secrets);
    for (std::string secret; file >> secret;) {
        if (secret.size() < kLeastSecret) {
            return core::fail(ErrorCode::invalid,
                              settings.secrets.string() + ": a playback secret has 32 characters or more");
        }
        tokens.add(secret);
    }
    if (tokens.m_signingKey.empty()) {
        return core::fail(ErrorCode::invalid, settings.secrets.string() + " holds no playback secret");
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

core::Status PlaybackTokens::mayPlay(std::string_view event, std::optional<std::string_view> token) const {
    if (token) {
        return judge(event, *token);
    }
    return m_required ? core::fail(ErrorCode::unauthorized, "this address needs a playback token") : core::Status();
}

// The signature first: until it is right nothing else in a token means anything.
core::Status PlaybackTokens::judge(std::string_view event, std::string_view token) const {
    const std::size_t end = token.rfind('.');
    if (token.size() > kLongestToken || end == std::string_view::npos || end <= kKeyDigits) {
        return forged();
    }
    const std::string_view claims = token.substr(0, end);
    const auto secret = m_secrets.find(claims.substr(0, kKeyDigits));
    if (secret == m_secrets.end() || !isSame(token.substr(end + 1), signatureOf(secret->second, claims, event))) {
        return forged();
    }
    std::int64_t expires = 0;
    std::from_chars(claims.data() + kKeyDigits + 1, claims.data() + claims.size(), expires);
    if (core::WallTime(std::chrono::seconds(expires)) <= m_clock()) {
        return core::fail(ErrorCode::unauthorized, "the playback token has expired");
    }
    return {};
}

} // namespace tally::server::accounts
