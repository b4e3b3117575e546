// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/response_writer.h"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <tuple>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;

// Time is earned by bytes, and no more of it is saved up than the slack.
class WriteDeadline {
public:
    explicit WriteDeadline(const NetOptions& options)
        : m_options(options), m_at(Stream::Clock::now() + options.writeSlack) {}

    void moved(std::size_t bytes) {
        const std::chrono::duration<double> earned(static_cast<double>(bytes) / m_options.writeFloor);
        m_at = std::min(m_at + std::chrono::duration_cast<Stream::Clock::duration>(earned),
                        Stream::Clock::now() + m_options.writeSlack);
    }
    Stream::Clock::time_point at() const { return m_at; }

private:
    const NetOptions& m_options;
    Stream::Clock::time_point m_at;
};

} // namespace

bool ResponseWriter::begin(Response response, ResponseFraming framing) {
    m_response = std::move(response);
    writeHead(m_head, m_response, framing);
    return begin(m_head, m_response, framing.method != Method::head);
}

bool ResponseWriter::begin(std::shared_ptr<const PreparedResponse> prepared) {
    m_prepared = std::move(prepared);
    return begin(m_prepared->head, m_prepared->response, m_prepared->withBody);
}

bool ResponseWriter::begin(std::string_view head, const Response& response, bool withBody) {
    m_bodyBytes = withBody ? response.bodySize() : 0;
    m_left =
        Outgoing(head, withBody ? response.body() : std::string_view(), withBody ? response.bodyInFile() : FileSlice());
    const bool sent = m_stream.isPlain() && sendNow();
    if (sent) {
        forget();
    }
    return sent;
}

// An error shows again in the next try.
bool ResponseWriter::sendNow() {
    while (!m_left.done()) {
        const auto [error, bytes] = m_left.inMemory() ? m_stream.writeNow(m_left.memory(), m_left.file().size > 0)
                                                      : m_stream.sendFileNow(m_left.file());
        if (error || bytes == 0) {
            return false;
        }
        m_left.moved(bytes);
    }
    return true;
}

asio::awaitable<bool> ResponseWriter::finish() {
    WriteDeadline deadline(m_options);
    boost::system::error_code error;
    while (!m_left.done() && !error) {
        m_stream.expiresAt(deadline.at());
        std::size_t bytes = 0;
        std::tie(error, bytes) = co_await sendSome();
        m_left.moved(bytes);
        deadline.moved(bytes);
    }
    m_stream.expiresNever();
    forget();
    co_return !error;
}

// An idle connection keeps no body of its last response.
void ResponseWriter::forget() {
    m_left = Outgoing();
    m_response = Response();
    m_prepared.reset();
}

asio::awaitable<Stream::Io> ResponseWriter::sendSome() {
    if (m_stream.isPlain() && !m_left.inMemory()) {
        if (const auto error = co_await m_stream.writable()) {
            co_return Stream::Io(error, 0);
        }
        co_return m_stream.sendFileNow(m_left.file());
    }
    if (!m_left.inMemory()) {
        if (const auto error = m_left.load()) {
            co_return Stream::Io(error, 0);
        }
    }
    co_return co_await m_stream.writeSome(m_left.memory());
}

} // namespace tally::server::net
