// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/waiter.h"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

namespace tally::server::live {

// Who waits for the disk, so that nobody else does: one thread writes, in the order in which it was asked to, two
// read. Public functions: any thread.
class DiskThreads {
public:
    DiskThreads();
    ~DiskThreads() { stop(); }
    DiskThreads(const DiskThreads&) = delete;
    DiskThreads& operator=(const DiskThreads&) = delete;

    // `bytes`: what the job keeps in memory until it is done.
    void write(std::function<void()> job, std::size_t bytes = 0);

    // A disk that does not keep up. What is written now would fill the memory: leave it out.
    bool isBehind() const;

    // Woken when all that was given to write() before is written.
    std::shared_ptr<Waiter> written(const boost::asio::any_io_executor& executor);

    boost::asio::any_io_executor reader() { return m_readers.get_executor(); }

    void stop(); // when all is written

private:
    boost::asio::thread_pool m_writer{1};
    boost::asio::thread_pool m_readers{2};
    std::atomic<std::size_t> m_queuedBytes = 0;
};

} // namespace tally::server::live
