// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/waiter.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

} // namespace

asio::awaitable<bool> Waiter::wait(std::shared_ptr<Waiter> self, std::chrono::steady_clock::time_point deadline) {
    self->m_timer.expires_at(deadline);
    co_await self->m_timer.async_wait(kNoThrow);
    co_return std::chrono::steady_clock::now() < deadline;
}

// Posted: whoever got the waiter on that thread has begun to wait by then.
void Waiter::wake(std::shared_ptr<Waiter> waiter) {
    const auto executor = waiter->m_timer.get_executor();
    asio::post(executor, [waiter = std::move(waiter)] { waiter->m_timer.cancel(); });
}

} // namespace tally::server::live
