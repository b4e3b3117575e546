// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/held_requests.h"

#include <boost/asio/io_context.hpp>

namespace tally::server::test {

// A connection's part in a held request, without the connection: counts how often it is asked again.
class HeldViewer : public net::RequestHolder {
public:
    std::shared_ptr<net::HeldRequest> hold(std::chrono::steady_clock::time_point) override { return m_request; }
    bool wasHeld() const override { return m_asked > 0; }

    // So far; runs what its thread has to do.
    std::size_t asked() {
        m_thread.restart();
        m_thread.poll();
        return m_asked;
    }

private:
    struct Request : net::HeldRequest {
        explicit Request(HeldViewer& held) : viewer(held) {}
        void askAgain(net::SharedAnswer&) override { ++viewer.m_asked; }
        boost::asio::any_io_executor executor() override { return viewer.m_thread.get_executor(); }
        HeldViewer& viewer;
    };

    boost::asio::io_context m_thread;
    std::size_t m_asked = 0;
    std::shared_ptr<net::HeldRequest> m_request = std::make_shared<Request>(*this);
};

} // namespace tally::server::test
