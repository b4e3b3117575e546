// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"
#include "server/net/send_again.h"
#include "server/net/stream.h"

#include <boost/asio/use_awaitable.hpp>

// A connection whose request waits for its answer.
namespace tally::server::net {

namespace asio = boost::asio;

class Connection::Held : public HeldRequest {
public:
    explicit Held(Connection& connection) : m_connection(connection) {}
    void askAgain() override { m_connection.askHeld(); }
    asio::any_io_executor executor() override { return m_connection.m_stream->executor(); }

private:
    Connection& m_connection; // has this
};

std::shared_ptr<HeldRequest> Connection::hold(std::chrono::steady_clock::time_point until) {
    if (!m_held) {
        m_held = std::make_shared<Held>(*this);
        m_exchange->request.wasHeld = true;
        m_exchange->request.body = nullptr;
        m_stream->expiresAt(until);
    }
    return m_held;
}

// While the coroutine reads. That read becomes the one for the next request, so that an answer that finds room in the
// socket wakes nobody.
void Connection::askHeld() {
    const bool readEnds = m_stream->expired();
    const auto next = ask(*m_exchange);
    if (m_held) {
        return;
    }
    if (next == Next::request && m_buffer.size() == 0 && !readEnds) {
        m_reader.expectNext();
        return;
    }
    m_interrupted = true;
    m_stream->cancel();
}

asio::awaitable<Connection::Next> Connection::waitHeld() {
    bool received = true;
    while (m_held && received && !m_finishing) {
        received = co_await m_reader.receiveAhead();
    }
    if (m_held) {
        co_return co_await endHeld();
    }
    if (!std::exchange(m_interrupted, false)) {
        co_return received ? Next::request : Next::close;
    }
    if (m_writer.begun()) {
        co_return co_await sendRest();
    }
    co_return followUp();
}

// Nobody answered it.
asio::awaitable<Connection::Next> Connection::endHeld() {
    const bool late = m_stream->expired();
    m_held.reset();
    m_gone = !late && !m_finishing;
    if (m_gone) {
        co_return Next::close;
    }
    Response response =
        late ? Response::problem(503, "what was waited for did not come") : sendAgain(m_reader.parser().get().target());
    if (send(*m_exchange, std::move(response), true)) {
        co_return followUp();
    }
    co_return co_await sendRest();
}

} // namespace tally::server::net
