// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/journal_segment.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace tally::server::measurement {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

tl::unexpected<core::Error> failed(const char* what, const fs::path& path) {
    return core::fail(ErrorCode::unavailable,
                      fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

} // namespace

core::Result<JournalSegment> JournalSegment::create(fs::path path, SyncFile sync) {
    store::UniqueFd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    if (!fd) {
        return failed("make", path);
    }
    const store::UniqueFd folder(open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || fsync(folder.get()) != 0) {
        return failed("sync the folder of", path);
    }
    return JournalSegment(std::move(path), std::move(fd), std::move(sync));
}

JournalSegment::JournalSegment(fs::path path, store::UniqueFd fd, SyncFile sync)
    : m_path(std::move(path)), m_fd(std::move(fd)), m_sync(std::move(sync)) {}

core::Status JournalSegment::append(std::string_view bytes) {
    m_size += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = write(m_fd.get(), bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return failed("write", m_path);
        }
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return m_sync(m_fd.get()) ? core::Status{} : core::Status(failed("sync", m_path));
}

core::Result<std::string> readSegment(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) {
        return failed("read", path);
    }
    return std::move(bytes).str();
}

} // namespace tally::server::measurement
