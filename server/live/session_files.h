// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"
#include "server/live/session_anchor.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace tally::server::live {

// What a track's folder holds beside its media: session.json, init-{n}.mp4, and `position`, the newest name that was
// given out, written in place so that even a full disk takes it. The writer's thread.
class SessionFiles {
public:
    struct Session {
        SessionAnchor anchor;
        std::uint32_t initNumber = 0;
    };

    explicit SessionFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    // Error: tooLarge when the disk is full, else unavailable, with the system's reason.
    core::Status begin(const Session& session, core::ByteView init);
    void notePosition(std::uint64_t msn); // what fails is tried again with the next

    std::optional<Session> read() const; // nothing before the first
    std::uint64_t readPosition();        // 0 before the first
    // Returns those of `used`; all others go.
    std::map<std::uint32_t, core::SharedBytes> keepInits(const std::set<std::uint32_t>& used);

private:
    std::filesystem::path m_folder;
    std::uint64_t m_position = 0;
};

} // namespace tally::server::live
