// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tally::server::store {

// Runs `work` on `executor` to its end, also when the awaiting coroutine is cancelled meanwhile (its client went away):
// the empty slot passes no cancellation on. The awaiting one comes back on its own executor.
template <typename T>
boost::asio::awaitable<T> toTheEnd(boost::asio::any_io_executor executor, boost::asio::awaitable<T> work) {
    return boost::asio::co_spawn(
        executor, std::move(work),
        boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot{}, boost::asio::use_awaitable));
}

} // namespace tally::server::store
