// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/held_requests.h"
#include "server/net/net_counts.h"
#include "server/net/net_options.h"
#include "server/net/request_body.h"
#include "server/net/request_reader.h"
#include "server/net/response_writer.h"
#include "server/net/router.h"

#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace tally::server::net {

class Stream;
class WebSocketSession;

// One HTTP/1.1 connection, request after request, until it is closed or becomes a WebSocket.
// Lives on its io_context's thread; finish(), closeIdle() and cut() may be called from any thread.
class Connection : public std::enable_shared_from_this<Connection>, private RequestHolder {
public:
    Connection(std::shared_ptr<Stream> stream, const Router& router, const NetOptions& options, NetCounts& counts);

    boost::asio::awaitable<void> serve();

    // The server ends. The next response is the last; a held request is sent again, a body without end ends, a
    // WebSocket closes. One that is idle still gets an answer to its next request.
    void finish();
    void closeIdle(); // unless a request came meanwhile
    void cut();       // whatever runs

    const std::string& remoteAddress() const { return m_remoteAddress; }

private:
    enum class Next { request, close };
    class Held;

    struct Exchange {
        Request request;
        RouteMatch match;
    };

    tl::expected<Exchange, Response> understand(); // or what the request is refused with
    std::optional<Next> answerNow();
    std::optional<Response> askImmediate(Exchange& exchange);
    std::optional<Next> ask(Exchange& exchange); // nothing: answer() goes on
    boost::asio::awaitable<Next> answer();
    boost::asio::awaitable<Response> respond(Exchange& exchange, RequestBody& body);
    boost::asio::awaitable<void> clientGone();

    // connection_held.cpp
    std::shared_ptr<HeldRequest> hold(std::chrono::steady_clock::time_point until) override;
    bool wasHeld() const override { return m_wasHeld; }
    void askHeld(SharedAnswer& shared);
    std::optional<bool> answerHeld(SharedAnswer& shared); // whether all of it went out; nothing: it waits on
    boost::asio::awaitable<Next> waitHeld();
    boost::asio::awaitable<Next> endHeld();

    boost::asio::awaitable<Next> upgrade(const Exchange& exchange);
    bool send(const Exchange& exchange, Response response, bool bodyIsRead); // true: no sendRest() is needed
    static Response asWanted(const Exchange& exchange, Response response);
    ResponseFraming framing(const Exchange& exchange) const;
    bool begin(Response response, ResponseFraming framing); // true: all of it went out
    void count(const Response& response);
    bool counted(bool wentOut);
    boost::asio::awaitable<Next> sendRest();
    Next followUp();
    boost::asio::awaitable<Next> refuse(Response response);
    boost::asio::awaitable<void> linger();
    void finishNow();

    std::shared_ptr<Stream> m_stream;
    boost::beast::flat_buffer m_buffer;
    const Router& m_router;
    const NetOptions& m_options;
    NetCounts& m_counts;
    std::string m_remoteAddress;
    RequestReader m_reader;
    ResponseWriter m_writer;
    RequestBody* m_body = nullptr; // of the request that runs
    std::weak_ptr<WebSocketSession> m_webSocket;
    tl::expected<Exchange, Response> m_exchange; // of the request that runs
    std::shared_ptr<Held> m_held;                // while that has no answer yet
    bool m_wasHeld = false;                      // the request that runs
    bool m_interrupted = false;                  // the read that runs next to it: the answer needs the coroutine
    bool m_finishing = false;
    bool m_keepAlive = false; // after the response that goes out
    bool m_gone = false;      // the client
    bool m_unread = false;    // the client may still send what nobody reads
};

} // namespace tally::server::net
