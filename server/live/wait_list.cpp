// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/wait_list.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

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

std::shared_ptr<Waiter> WaitList::hold(const asio::any_io_executor& executor) {
    auto waiter = std::make_shared<Waiter>(executor);
    if (m_waiters.size() >= m_purgeAt) { // a stream that stands still: each doubling pays for the look through all
        std::erase_if(m_waiters, [](const std::weak_ptr<Waiter>& weak) { return weak.expired(); });
        m_purgeAt = 2 * m_waiters.size() + 64;
    }
    m_waiters.push_back(waiter);
    return waiter;
}

std::size_t WaitList::size() const {
    const auto waits = [](const std::weak_ptr<Waiter>& weak) {
        return !weak.expired();
    };
    return static_cast<std::size_t>(std::count_if(m_waiters.begin(), m_waiters.end(), waits));
}

void WaitList::wakeAll() {
    for (const auto& weak : m_waiters) {
        if (auto waiter = weak.lock()) {
            Waiter::wake(std::move(waiter));
        }
    }
    m_waiters.clear();
}

} // namespace tally::server::live
