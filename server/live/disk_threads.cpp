// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/disk_threads.h"

#include <boost/asio/post.hpp>
#include <pthread.h>

namespace tally::server::live {
namespace {

constexpr std::size_t kMostQueuedBytes = std::size_t{256} * 1024 * 1024;

} // namespace

DiskThreads::DiskThreads() {
    boost::asio::post(m_writer, [] { pthread_setname_np(pthread_self(), "window-write"); });
}

void DiskThreads::write(std::function<void()> job, std::size_t bytes) {
    m_queuedBytes += bytes;
    boost::asio::post(m_writer, [this, job = std::move(job), bytes] {
        job();
        m_queuedBytes -= bytes;
    });
}

bool DiskThreads::isBehind() const {
    return m_queuedBytes > kMostQueuedBytes;
}

std::shared_ptr<Waiter> DiskThreads::written(const boost::asio::any_io_executor& executor) {
    auto waiter = std::make_shared<Waiter>(executor);
    boost::asio::post(m_writer, [waiter] { Waiter::wake(waiter); });
    return waiter;
}

void DiskThreads::stop() {
    m_writer.join();
    m_readers.join();
}

} // namespace tally::server::live
