// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace tally::server::net {

// One io_context a thread. What is made on one stays on it. next() may be called from any thread.
class IoThreads {
public:
    explicit IoThreads(unsigned count); // 0: as many as the machine has cores
    ~IoThreads();                       // stop()
    IoThreads(const IoThreads&) = delete;
    IoThreads& operator=(const IoThreads&) = delete;

    void start();
    void stop(); // ends at once what still runs, joins

    boost::asio::io_context& first() { return *m_contexts.front(); }
    boost::asio::io_context& next(); // in turn
    std::size_t count() const { return m_contexts.size(); }

private:
    using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

    std::vector<std::unique_ptr<boost::asio::io_context>> m_contexts;
    std::vector<Guard> m_guards;
    std::vector<std::thread> m_threads;
    std::atomic<std::size_t> m_next{0};
};

} // namespace tally::server::net
