// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"
#include "server/store/unique_fd.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace tally::server::live {

// The memory that recent media lies in: a file that is on no disk (memfd), so that sendfile takes its pages as they
// are. One for all tracks, since file descriptors are scarcer than memory. It is sparse: each segment has a run of it
// to itself, as far from the next as no segment is long, and what no segment needs any more becomes a hole. Any thread.
class MediaMemory {
public:
    // Error: unavailable.
    static core::Result<std::shared_ptr<MediaMemory>> create();

    static constexpr std::uint64_t kRun = 256 * 1024 * 1024; // bytes of a run

    std::uint64_t take(); // a run: where it begins. It is empty
    // Its memory is free again. What a connection was sending of it still goes out right: the pages that it refers to
    // leave the file as they are, and who takes the run next gets others.
    void giveBack(std::uint64_t run);
    bool write(std::uint64_t offset, core::ByteView media); // false: no room
    int file() const { return m_file.get(); }
    std::uint64_t bytes() const; // that it takes now

private:
    explicit MediaMemory(store::UniqueFd file) : m_file(std::move(file)) {}

    const store::UniqueFd m_file;
    std::atomic<bool> m_isShort = false; // the log says so
    std::mutex m_mutex;                  // guards what follows
    std::vector<std::uint64_t> m_free;   // runs
    std::uint64_t m_end = 0;             // of all runs
};

} // namespace tally::server::live
