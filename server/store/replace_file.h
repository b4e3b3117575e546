// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string_view>

namespace tally::server::store {

// Of errno: tooLarge where room on the disk would cure it, else unavailable.
core::ErrorCode codeOfDisk(int error);

struct FileOwner {
    uid_t user = 0;
    gid_t group = 0;
};

struct ReplaceOptions {
    mode_t mode = 0644;
    enum class Durability { written, synced } durability = Durability::written; // synced: survives the machine's end
    std::optional<FileOwner> owner{};                                           // absent: who the server runs as
};

// Puts a file in its place whole or not at all: written beside it, then renamed, so that a full disk or the end of the
// server never leaves a half or an empty one where a good one was. Blocks. Error: codeOfDisk, with the system's reason.
core::Status replaceFile(const std::filesystem::path& path, std::string_view bytes, const ReplaceOptions& options = {});

} // namespace tally::server::store
