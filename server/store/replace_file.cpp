// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/replace_file.h"

#include "server/store/unique_fd.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace tally::server::store {
namespace {

bool writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
}

bool syncFolder(const std::filesystem::path& folder) {
    const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd && ::fsync(fd.get()) == 0;
}

bool write(const std::filesystem::path& fresh, std::string_view bytes, const ReplaceOptions& options) {
    const UniqueFd fd(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, options.mode));
    const bool isSynced = options.durability == ReplaceOptions::Durability::synced;
    return fd && writeAll(fd.get(), bytes) &&
           (!options.owner || ::fchown(fd.get(), options.owner->user, options.owner->group) == 0) &&
           (!isSynced || ::fsync(fd.get()) == 0);
}

} // namespace

core::ErrorCode codeOfDisk(int error) {
    return error == ENOSPC || error == EDQUOT ? core::ErrorCode::tooLarge : core::ErrorCode::unavailable;
}

core::Status replaceFile(const std::filesystem::path& path, std::string_view bytes, const ReplaceOptions& options) {
    const std::filesystem::path fresh = path.string() + ".new";
    const bool isSynced = options.durability == ReplaceOptions::Durability::synced;
    if (write(fresh, bytes, options) && ::rename(fresh.c_str(), path.c_str()) == 0 &&
        (!isSynced || syncFolder(path.parent_path()))) {
        return {};
    }
    const int reason = errno;
    ::unlink(fresh.c_str()); // half a file takes room where there is none
    return core::fail(codeOfDisk(reason), fmt::format("cannot write {}: {}", path.string(), std::strerror(reason)));
}

} // namespace tally::server::store
