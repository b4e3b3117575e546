// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace tally::server::test {

// Runs a coroutine on `executor`, whose thread is another, and blocks for its result.
template <typename T>
T await(boost::asio::any_io_executor executor, boost::asio::awaitable<T> work) {
    return boost::asio::co_spawn(executor, std::move(work), boost::asio::use_future).get();
}

} // namespace tally::server::test
