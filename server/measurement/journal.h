// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/measurement/journal_segment.h"

#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tally::server::measurement {

struct JournalSettings {
    std::filesystem::path folder;
    std::uint64_t spoolBytes = 1ULL << 30;   // more than this waiting for the database: appends are refused
    std::uint64_t segmentBytes = 8ULL << 20; // a file this big is closed: what one transaction commits
    SyncFile sync = [](int fd) {
        return fdatasync(fd) == 0;
    };
};

// Records that are on disk before their sender hears so, in files that are read and removed from the other end.
// Whatever arrives while the disk syncs goes out with the next sync: its cost is shared. Its thread is "journal".
// append() from any thread; the reading end belongs to one other thread.
class Journal {
public:
    // Files that are there already are the oldest of the reading end. Error: unavailable.
    static core::Result<std::unique_ptr<Journal>> open(JournalSettings settings);
    ~Journal(); // stops
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // Durable when it returns. Error: unavailable (the spool is full, or the disk fails twice), closed (after stop()).
    boost::asio::awaitable<core::Status> append(std::string payload);

    // The oldest file with records, closed for writing; blocks until there is one. The same one again until it was
    // removed. No value: stop() was called.
    std::optional<std::filesystem::path> waitForOldest();
    void removeOldest();
    void setOldestAside(); // into the folder "refused", for people to look at

    std::vector<std::filesystem::path> closedFiles() const; // oldest first
    std::uint64_t bytes() const { return m_bytes; }         // of all files

    // Writes what waits, then ends both ends.
    void stop();

private:
    struct Pending {
        std::string payload;
        std::function<void(core::Status)> done;
    };

    Journal(JournalSettings settings, std::deque<std::filesystem::path> closed, std::uint64_t nextNumber);

    void enqueue(Pending pending);
    void run();
    void writeGroup(std::vector<Pending> group);
    core::Status writeDurably(const std::string& bytes);
    void closeSegment();
    void forgetOldest();

    const JournalSettings m_settings;
    std::optional<JournalSegment> m_segment; // the thread's own, as m_nextNumber
    std::uint64_t m_nextNumber;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Pending> m_pending;             // guarded by m_mutex
    std::deque<std::filesystem::path> m_closed; // guarded by m_mutex; oldest first
    bool m_wanted = false;                      // guarded by m_mutex: the reading end waits for a file
    bool m_stopping = false;                    // guarded by m_mutex
    std::atomic<std::uint64_t> m_bytes = 0;
    std::thread m_thread;
};

} // namespace tally::server::measurement
