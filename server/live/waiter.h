// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace tally::server::live {

// A coroutine that waits for another thread. It is woken on its own connection's thread, and gone with its connection.
class Waiter {
public:
    explicit Waiter(const boost::asio::any_io_executor& executor) : m_timer(executor) {}

    // On the executor's thread. False: the deadline passed.
    static boost::asio::awaitable<bool> wait(std::shared_ptr<Waiter> self,
                                             std::chrono::steady_clock::time_point deadline);
    static void wake(std::shared_ptr<Waiter> waiter); // any thread; before or while it waits

private:
    boost::asio::steady_timer m_timer;
};

} // namespace tally::server::live
