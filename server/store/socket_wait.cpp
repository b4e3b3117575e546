// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/socket_wait.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tally::server::store {

namespace asio = boost::asio;
using core::ErrorCode;

asio::awaitable<core::Status> waitForSocket(asio::posix::stream_descriptor& socket,
                                            asio::posix::descriptor_base::wait_type what, Deadline deadline) {
    using namespace asio::experimental::awaitable_operators;
    constexpr auto token = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer timer(socket.get_executor(), deadline);
    const auto first = co_await (socket.async_wait(what, token) || timer.async_wait(token));
    if (first.index() == 1) {
        co_return core::fail(ErrorCode::timeout, "PostgreSQL did not answer in time");
    }
    if (std::get<0>(std::get<0>(first))) {
        co_return core::fail(ErrorCode::closed, "the wait for PostgreSQL was cancelled");
    }
    co_return core::Status{};
}

} // namespace tally::server::store
