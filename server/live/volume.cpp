// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/volume.h"

#include "server/store/replace_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>

namespace tally::server::live {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

constexpr std::string_view kMediaSuffix = ".media";

fs::path mediaPath(const fs::path& folder, std::uint64_t firstMsn) {
    return folder / fmt::format("{:012}{}", firstMsn, kMediaSuffix);
}

fs::path indexPath(const fs::path& folder, std::uint64_t firstMsn) {
    return folder / fmt::format("{:012}.index", firstMsn);
}

tl::unexpected<core::Error> failed(std::string_view what, const fs::path& path) {
    return core::fail(store::codeOfDisk(errno),
                      fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

bool writeAll(int fd, const void* from, std::size_t bytes) {
    const auto* at = static_cast<const std::byte*>(from);
    while (bytes > 0) {
        const ssize_t written = ::write(fd, at, bytes);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        at += std::max<ssize_t>(written, 0);
        bytes -= static_cast<std::size_t>(std::max<ssize_t>(written, 0));
    }
    return true;
}

bool readAll(int fd, void* to, std::size_t bytes, std::uint64_t offset) {
    auto* at = static_cast<std::byte*>(to);
    while (bytes > 0) {
        const ssize_t got = ::pread(fd, at, bytes, static_cast<off_t>(offset));
        if (got == 0 || (got < 0 && errno != EINTR)) {
            errno = got == 0 ? ENODATA : errno;
            return false;
        }
        at += std::max<ssize_t>(got, 0);
        offset += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
        bytes -= static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    return true;
}

store::UniqueFd openToRead(const fs::path& path) {
    return store::UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

std::uint64_t sizeOf(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// Times that no chunk can have, and dates that no playlist can say, are of no record of ours.
bool isInTime(const PartRecord& record) {
    constexpr std::int64_t kYear10000 = 253'402'300'800'000; // ms
    return record.seconds > 0 && record.seconds < 1e6 && record.programDateTimeMs >= 0 &&
           record.programDateTimeMs < kYear10000 && record.decodeTime <= record.lastDecodeTime &&
           record.lastDecodeTime <= record.endDecodeTime &&
           record.endDecodeTime <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

// Of a file that was cut, or whose last blocks never reached the disk. Media lies back to back, msn never go back.
void dropBroken(std::vector<PartRecord>& records, std::uint64_t firstMsn, std::uint64_t mediaSize) {
    constexpr std::uint64_t kMostSegments = 1000; // a minute has fewer; near 2^64 the next msn would be 0
    std::uint64_t msn = firstMsn;
    std::uint64_t offset = 0;
    const auto isSound = [&](const PartRecord& record) {
        const bool sound = record.magic == PartRecord::kMagic && record.msn >= msn &&
                           record.msn - firstMsn < kMostSegments && record.offset == offset &&
                           record.bytes <= mediaSize - offset && isInTime(record);
        msn = record.msn;
        offset += record.bytes;
        return sound;
    };
    records.erase(std::find_if_not(records.begin(), records.end(), isSound), records.end());
}

} // namespace

Volume::Volume(std::uint64_t firstMsn, store::UniqueFd media, store::UniqueFd index)
    : m_firstMsn(firstMsn), m_media(std::move(media)), m_index(std::move(index)) {}

core::Result<Volume> Volume::open(const fs::path& folder, std::uint64_t firstMsn,
                                  const std::vector<PartRecord>& records) {
    constexpr int kFlags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    store::UniqueFd media(::open(mediaPath(folder, firstMsn).c_str(), kFlags, 0600));
    store::UniqueFd index(::open(indexPath(folder, firstMsn).c_str(), kFlags, 0600));
    if (!media || !index) {
        return failed("open", mediaPath(folder, firstMsn));
    }
    Volume volume(firstMsn, std::move(media), std::move(index));
    for (const PartRecord& record : records) {
        volume.m_mediaSize = std::max(volume.m_mediaSize, record.offset + record.bytes);
        volume.m_indexSize += sizeof(PartRecord);
    }
    if (auto cut = volume.cut(); !cut) {
        return core::propagate(cut);
    }
    return volume;
}

core::Status Volume::cut() {
    if (::ftruncate(m_media.get(), static_cast<off_t>(m_mediaSize)) != 0 ||
        ::ftruncate(m_index.get(), static_cast<off_t>(m_indexSize)) != 0) {
        m_broken = true;
        return core::fail(ErrorCode::unavailable, fmt::format("cannot cut a volume: {}", std::strerror(errno)));
    }
    m_broken = false;
    return {};
}

// The media first: a record never promises what is not there.
core::Result<PartRecord> Volume::append(PartRecord record, core::ByteView media) {
    record.offset = m_mediaSize;
    if (m_broken) { // perhaps the disk is well again
        if (auto sound = cut(); !sound) {
            return core::propagate(sound);
        }
    }
    if (!writeAll(m_media.get(), media.data(), media.size()) || !writeAll(m_index.get(), &record, sizeof(record))) {
        const int reason = errno;
        (void)cut();
        return core::fail(store::codeOfDisk(reason), std::strerror(reason));
    }
    m_mediaSize += media.size();
    m_indexSize += sizeof(record);
    return record;
}

core::Result<std::vector<PartRecord>> Volume::readIndex(const fs::path& folder, std::uint64_t firstMsn) {
    const auto media = openToRead(mediaPath(folder, firstMsn));
    const auto index = openToRead(indexPath(folder, firstMsn));
    if (!media || !index) {
        return failed("open", indexPath(folder, firstMsn));
    }
    std::vector<PartRecord> records(sizeOf(index.get()) / sizeof(PartRecord));
    if (!readAll(index.get(), records.data(), records.size() * sizeof(PartRecord), 0)) {
        return failed("read", indexPath(folder, firstMsn));
    }
    dropBroken(records, firstMsn, sizeOf(media.get()));
    return records;
}

core::Result<core::Bytes> Volume::read(const fs::path& folder, std::uint64_t firstMsn, std::uint64_t offset,
                                       std::size_t bytes) {
    const auto media = openToRead(mediaPath(folder, firstMsn));
    core::Bytes read(bytes);
    if (!media || !readAll(media.get(), read.data(), bytes, offset)) {
        return failed("read", mediaPath(folder, firstMsn));
    }
    return read;
}

std::vector<std::uint64_t> Volume::list(const fs::path& folder) {
    std::vector<std::uint64_t> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        std::uint64_t msn = 0;
        const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), msn);
        if (bad == std::errc() && std::string_view(end) == kMediaSuffix) {
            found.push_back(msn);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void Volume::remove(const fs::path& folder, std::uint64_t firstMsn) {
    std::error_code error; // what is gone already is gone
    fs::remove(indexPath(folder, firstMsn), error);
    fs::remove(mediaPath(folder, firstMsn), error);
}

} // namespace tally::server::live
