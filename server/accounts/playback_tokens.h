// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"
#include "server/live/interfaces.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tally::server::accounts {

// Signed playback tokens. One stands in the path before the event, /live/t/{token}/{event}/…, so that the relative URIs
// of the playlists keep it and an edge can check it and take it off before it looks into its cache:
//
//   {key}.{expires}.{signature}    3fa1c09b.1795550400.kW0u…  (43 characters)
//   key        the first 8 hexadecimal digits of the secret's SHA-256: which secret it was
//   expires    seconds since 1970
//   signature  base64url(HMAC-SHA256(secret, "{key}.{expires}/{event}"))
//
// An edge that has checked the token asks for the address without it, which all viewers share, and shows a secret of
// its own instead (Tally-Edge).
//
// Immutable; any thread.
class PlaybackTokens : public live::PlaybackGate {
public:
    using Clock = std::function<core::WallTime()>;

    struct Settings {
        std::filesystem::path secrets; // a secret a line: the first signs, all are accepted. Empty: no tokens
        bool required = false;         // nobody plays without one
        std::filesystem::path edges{}; // a secret a line, of the edges. Empty: none
    };

    // Error: unavailable (a file cannot be read), invalid (it holds no secret of 32 characters or more, others may read
    // it, or tokens are required and there is no file).
    static core::Result<PlaybackTokens> load(const Settings& settings, Clock clock);

    // Error: conflict where there is no secret.
    core::Result<std::string> mint(std::string_view event, core::WallTime expires) const;

    core::Status mayPlay(std::string_view event, std::optional<std::string_view> token,
                         std::optional<std::string_view> edge) const override;

    // For how long an edge may take mayPlay()'s answer to a viewer for true: kTrusted, or until the token expires, but
    // a second at least. Error: as mayPlay.
    static constexpr std::chrono::seconds kTrusted{60};
    core::Result<std::chrono::seconds> trust(std::string_view event, std::optional<std::string_view> token) const;

private:
    PlaybackTokens(bool required, Clock clock) : m_required(required), m_clock(std::move(clock)) {}
    void add(const std::string& secret);
    core::Result<core::WallTime> expiryOf(std::string_view event, std::string_view token) const;
    bool isEdge(std::string_view secret) const;

    bool m_required;
    Clock m_clock;
    std::string m_signingKey; // empty: none
    std::map<std::string, std::string, std::less<>> m_secrets;
    std::vector<std::string> m_edges;
};

} // namespace tally::server::accounts
