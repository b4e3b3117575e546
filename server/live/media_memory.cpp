// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/media_memory.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tally::server::live {

core::Result<std::shared_ptr<MediaMemory>> MediaMemory::create() {
    store::UniqueFd file(::memfd_create("tally-media", MFD_CLOEXEC));
    if (!file) {
        return core::fail(core::ErrorCode::unavailable, std::string("no file in memory: ") + std::strerror(errno));
    }
    return std::shared_ptr<MediaMemory>(new MediaMemory(std::move(file)));
}

std::uint64_t MediaMemory::take() {
    const std::lock_guard lock(m_mutex);
    if (m_free.empty()) {
        return std::exchange(m_end, m_end + kRun);
    }
    const std::uint64_t run = m_free.back();
    m_free.pop_back();
    return run;
}

void MediaMemory::giveBack(std::uint64_t run) {
    constexpr int kHole = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    if (::fallocate(file(), kHole, static_cast<off_t>(run), static_cast<off_t>(kRun)) != 0) {
        // Never used again: its pages may be on their way out.
        spdlog::error("live media: memory is not given back: {}", std::strerror(errno));
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_free.push_back(run);
}

bool MediaMemory::write(std::uint64_t offset, core::ByteView media) {
    while (!media.empty()) {
        const ssize_t written = ::pwrite(file(), media.data(), media.size(), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR) {
            if (!m_isShort.exchange(true)) {
                spdlog::warn("live media: no room in memory to send from ({}): it is copied for each who fetches it",
                             std::strerror(errno));
            }
            return false;
        }
        const auto moved = static_cast<std::size_t>(std::max<ssize_t>(written, 0));
        media = media.subspan(moved);
        offset += moved;
    }
    return true;
}

std::uint64_t MediaMemory::bytes() const {
    struct stat status {};
    return ::fstat(file(), &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

} // namespace tally::server::live
