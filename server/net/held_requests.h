// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace tally::server::net {

struct SharedAnswer;

// A request that has no answer yet. It costs its connection no coroutine and no timer of its own, and is gone with its
// answer or with its connection. Lives on the connection's thread.
class HeldRequest {
public:
    virtual ~HeldRequest() = default;
    // Its ImmediateHandler is, which answers now or holds it on. Or, where `shared` answers the same request, nobody
    // is; what it is answered itself is shared next.
    virtual void askAgain(SharedAnswer& shared) = 0;
    virtual boost::asio::any_io_executor executor() = 0;
};

// Where an ImmediateHandler puts a request that it cannot answer yet: its connection. On the handler's thread.
class RequestHolder {
public:
    // Until then it is asked again whenever the holder of the result wants it to; at that time it is refused with 503.
    // Once more for the same request: the same result, and its time stays.
    virtual std::shared_ptr<HeldRequest> hold(std::chrono::steady_clock::time_point until) = 0;
    virtual bool wasHeld() const = 0; // the request is asked again

protected:
    ~RequestHolder() = default;
};

// Who waits for the same thing to happen. The caller guards it.
class HeldRequests {
public:
    void add(const std::shared_ptr<HeldRequest>& request);
    std::size_t size() const; // who still waits

    // All that are in it, each on its own thread, one after the other without anything in between but, now and then,
    // a turn for the thread's other work. Empty after that.
    void askAgain();

private:
    using Requests = std::vector<std::weak_ptr<HeldRequest>>;

    struct OfThread {
        boost::asio::any_io_executor executor;
        Requests requests;
        std::size_t purgeAt = 0; // so many: those that are gone are dropped
    };

    OfThread& ofThread(const boost::asio::any_io_executor& executor);
    static void ask(const boost::asio::any_io_executor& executor, const std::shared_ptr<const Requests>& requests,
                    std::size_t from);

    std::vector<OfThread> m_threads; // as many as the server has
};

} // namespace tally::server::net
