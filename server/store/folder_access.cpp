// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/folder_access.h"

#include "server/store/child_process.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace tally::server::store {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

bool mayEnter(const struct stat& folder, const SystemUser& user) {
    if (folder.st_uid == user.uid) {
        return (folder.st_mode & S_IXUSR) != 0;
    }
    const bool inGroup = std::find(user.groups.begin(), user.groups.end(), folder.st_gid) != user.groups.end();
    return (folder.st_mode & (inGroup ? S_IXGRP : S_IXOTH)) != 0;
}

// Only to explain a refusal of the kernel, which also knows access lists.
std::optional<fs::path> firstClosedParent(const fs::path& folder, const SystemUser& user) {
    fs::path parent;
    for (const fs::path& name : folder.parent_path()) {
        parent /= name;
        struct stat status {};
        if (stat(parent.c_str(), &status) == 0 && !mayEnter(status, user)) {
            return parent;
        }
    }
    return std::nullopt;
}

core::Status checkReach(const fs::path& folder, const SystemUser& owner) {
    auto entered = runToEnd({"/bin/true", {}, owner, folder, 0});
    if (entered) {
        return entered;
    }
    const auto closed = firstClosedParent(folder, owner);
    return closed ? core::fail(ErrorCode::unavailable,
                               fmt::format("user {} must pass through {} to reach {}: chmod o+x {}", owner.name,
                                           closed->string(), folder.string(), closed->string()))
                  : entered;
}

} // namespace

core::Status makePrivateFolder(const fs::path& folder, const SystemUser& owner) {
    if (mkdir(folder.c_str(), 0700) == 0) {
        if (chown(folder.c_str(), owner.uid, owner.gid) != 0) {
            return core::fail(ErrorCode::unavailable, fmt::format("cannot give {} to user {}: {}", folder.string(),
                                                                  owner.name, std::strerror(errno)));
        }
    } else if (errno != EEXIST) {
        return core::fail(ErrorCode::unavailable,
                          fmt::format("cannot make the folder {}: {}", folder.string(), std::strerror(errno)));
    }
    return checkPrivateFolder(folder, owner);
}

core::Status checkPrivateFolder(const fs::path& folder, const SystemUser& owner) {
    struct stat status {};
    if (lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        return core::fail(ErrorCode::unavailable, folder.string() + " is not a folder");
    }
    if (status.st_uid != owner.uid) {
        return core::fail(ErrorCode::unavailable,
                          fmt::format("{} does not belong to user {}, whom PostgreSQL runs as: chown -R {} {}",
                                      folder.string(), owner.name, owner.name, folder.string()));
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return core::fail(ErrorCode::unavailable,
                          fmt::format("others may enter {}: chmod 0700 {}", folder.string(), folder.string()));
    }
    return checkReach(folder, owner);
}

} // namespace tally::server::store
