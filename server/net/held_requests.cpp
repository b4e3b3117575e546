// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/held_requests.h"

#include "server/net/prepared_response.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace tally::server::net {
namespace {

// Some milliseconds of answers. What a turn between them brings is a fraction of that: one epoll_wait gives Asio 128
// events at most.
constexpr std::size_t kOfOneTurn = 512;

bool isGone(const std::weak_ptr<HeldRequest>& request) {
    return request.expired();
}

} // namespace

HeldRequests::OfThread& HeldRequests::ofThread(const boost::asio::any_io_executor& executor) {
    const auto found = std::find_if(m_threads.begin(), m_threads.end(),
                                    [&](const OfThread& thread) { return thread.executor == executor; });
    return found != m_threads.end() ? *found : m_threads.emplace_back(OfThread{executor, {}, 0});
}

void HeldRequests::add(const std::shared_ptr<HeldRequest>& request) {
    OfThread& thread = ofThread(request->executor());
    if (thread.requests.size() >= thread.purgeAt) { // nothing happens: each doubling pays for the look through all
        std::erase_if(thread.requests, isGone);
        thread.purgeAt = 2 * thread.requests.size() + 64;
    }
    thread.requests.push_back(request);
}

std::size_t HeldRequests::size() const {
    std::size_t waiting = 0;
    for (const OfThread& thread : m_threads) {
        const auto gone = std::count_if(thread.requests.begin(), thread.requests.end(), isGone);
        waiting += thread.requests.size() - static_cast<std::size_t>(gone);
    }
    return waiting;
}

void HeldRequests::askAgain() {
    for (OfThread& thread : m_threads) {
        if (!thread.requests.empty()) {
            ask(thread.executor, std::make_shared<const Requests>(std::exchange(thread.requests, {})), 0);
        }
    }
}

void HeldRequests::ask(const boost::asio::any_io_executor& executor, const std::shared_ptr<const Requests>& requests,
                       std::size_t from) {
    boost::asio::post(executor, [executor, requests, from] {
        SharedAnswer shared;
        const std::size_t end = std::min(from + kOfOneTurn, requests->size());
        for (std::size_t i = from; i < end; ++i) {
            if (const auto request = (*requests)[i].lock()) {
                request->askAgain(shared);
            }
        }
        if (end < requests->size()) {
            ask(executor, requests, end);
        }
    });
}

} // namespace tally::server::net
