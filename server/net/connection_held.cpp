// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"
#include "server/net/send_again.h"
#include "server/net/stream.h"

#include <boost/asio/use_awaitable.hpp>

// A connection whose request waits for its answer.
namespace tally::server::net {

namespace asio = boost::asio;

namespace {

// Who sends the same is answered the same. Empty: the answer is for this request alone.
std::string sharedWith(const Request& request, std::string_view target) {
    for (const std::string_view ofOne : {"range", "if-range", "if-match", "if-none-match"}) {
        if (request.header(ofOne)) {
            return {};
        }
    }
    std::string same(request.method == Method::head ? "HEAD " : "GET ");
    same += request.acceptsGzip() ? "gzip " : "";
    return same.append(target);
}

} // namespace

class Connection::Held : public HeldRequest {
public:
    Held(Connection& connection, std::string request, bool keepAlive)
        : m_connection(connection), m_request(std::move(request)), m_keepAlive(keepAlive) {}

    void askAgain(SharedAnswer& shared) override { m_connection.askHeld(shared); }
    asio::any_io_executor executor() override { return m_connection.m_stream->executor(); }

    const std::string& request() const { return m_request; }
    bool keepAlive() const { return m_keepAlive; }

private:
    Connection& m_connection; // has this
    std::string m_request;
    bool m_keepAlive;
};

std::shared_ptr<HeldRequest> Connection::hold(std::chrono::steady_clock::time_point until) {
    if (!m_held) {
        const auto& head = m_reader.parser().get();
        Request& request = m_exchange->request;
        request.body = nullptr;
        m_wasHeld = true;
        const bool keepAlive = head.keep_alive();
        m_held = std::make_shared<Held>(*this, keepAlive ? sharedWith(request, head.target()) : "", keepAlive);
        m_stream->expiresAt(until);
    }
    return m_held;
}

// While the coroutine reads. That read becomes the one for the next request, so that an answer that finds room in the
// socket wakes nobody.
void Connection::askHeld(SharedAnswer& shared) {
    const bool readEnds = m_stream->expired();
    const auto wentOut = answerHeld(shared);
    if (!wentOut) {
        return;
    }
    m_held.reset();
    if (*wentOut && m_keepAlive && m_buffer.size() == 0 && !readEnds) {
        m_reader.expectNext();
        return;
    }
    m_interrupted = true;
    m_stream->cancel();
}

std::optional<bool> Connection::answerHeld(SharedAnswer& shared) {
    m_keepAlive = m_held->keepAlive() && !m_finishing;
    if (!m_keepAlive || m_held->request().empty() || m_held->request() != shared.request) {
        auto response = askImmediate(*m_exchange);
        if (!response) {
            return std::nullopt;
        }
        const std::string request = m_keepAlive ? m_held->request() : std::string();
        shared = {request, prepare(asWanted(*m_exchange, std::move(*response)), framing(*m_exchange))};
    }
    count(shared.response->response);
    return counted(m_writer.begin(shared.response));
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
        m_reader.next();
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
