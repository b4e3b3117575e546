// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/unique_fd.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace tally::server::measurement {

// How the journal makes bytes durable: fdatasync(); a test may put a failing disk in its place. False: it failed.
using SyncFile = std::function<bool(int fd)>;

// One file of the journal, open for appending. The journal's thread.
class JournalSegment {
public:
    // A new, empty file whose name is durable. Error: unavailable.
    static core::Result<JournalSegment> create(std::filesystem::path path, SyncFile sync);

    // Durable when it returns. After an error the file must not be written again: Linux has dropped the pages that it
    // could not write and would call the next sync a success. Error: unavailable.
    core::Status append(std::string_view bytes);

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; }

private:
    JournalSegment(std::filesystem::path path, store::UniqueFd fd, SyncFile sync);

    std::filesystem::path m_path;
    store::UniqueFd m_fd;
    SyncFile m_sync;
    std::uint64_t m_size = 0;
};

// The whole file. Error: unavailable.
core::Result<std::string> readSegment(const std::filesystem::path& path);

} // namespace tally::server::measurement
