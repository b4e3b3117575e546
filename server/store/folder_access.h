// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/system_user.h"

#include <filesystem>

namespace tally::server::store {

// Makes a folder of mode 0700 that belongs to `owner`; one that is there already must be just that.
// Error: as checkPrivateFolder.
core::Status makePrivateFolder(const std::filesystem::path& folder, const SystemUser& owner);

// Whether `folder` is a folder (no link) of `owner` that nobody else may enter, and `owner` can reach it.
// Error: unavailable, naming the folder that is in the way and the command that opens it.
core::Status checkPrivateFolder(const std::filesystem::path& folder, const SystemUser& owner);

} // namespace tally::server::store
