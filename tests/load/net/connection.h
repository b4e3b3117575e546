// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/endpoint.h"
#include "tests/load/net/event_loop.h"
#include "tests/load/net/response_reader.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tally::load {

class Connection;

// What its owner is told of a connection.
class ConnectionListener {
public:
    virtual ~ConnectionListener() = default;

    virtual void onConnected(Connection& connection) = 0;
    // The head of a response is there: true keeps its body, false lets the kernel throw it away unread.
    virtual bool wantsBody(Connection& connection, const ResponseHead& head) = 0;
    // A whole response. The next request may be sent from here.
    virtual void onResponse(Connection& connection, const ResponseReader& response) = 0;
    // Not connected, reset, closed by the server, or no HTTP. It is closed; open() may be called, not from here.
    virtual void onFailed(Connection& connection, std::string_view reason) = 0;
};

// One HTTP/1.1 connection with one request at a time.
// Lives on its loop's thread.
class Connection : public ReadyHandler {
public:
    Connection(EventLoop& loop, Endpoint server, std::size_t index, ConnectionListener& listener);

    std::size_t index() const { return m_index; }
    bool isOpen() const { return static_cast<bool>(m_socket); }
    Clock::time_point sentAt() const { return m_sentAt; } // when send() was called last

    void open();                         // onConnected() or onFailed() follows, the latter perhaps at once
    void send(std::string_view request); // head and body, whole
    void close() { m_socket.reset(); }

    void onReady(std::uint32_t events) override;

private:
    void finishConnecting();
    std::size_t writeSome(std::string_view bytes);
    void wantToWrite(bool wants);
    void writeRest();
    void read();
    bool take(std::string_view bytes);
    void discardBody();
    void finishResponse();
    void fail(std::string_view reason);

    EventLoop& m_loop;
    Endpoint m_server;
    std::size_t m_index;
    ConnectionListener& m_listener;
    UniqueFd m_socket;
    bool m_connecting = false;
    std::string m_out; // what the socket has not taken yet
    Clock::time_point m_sentAt{};
    ResponseReader m_reader;
};

} // namespace tally::load
