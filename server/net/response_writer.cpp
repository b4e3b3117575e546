// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/response_writer.h"

#include "server/net/response_head.h"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

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

asio::awaitable<std::optional<std::size_t>> ResponseWriter::write(const Response& response, ResponseFraming framing) {
    const std::string head = responseHead(response, framing.cors, framing.keepAlive);
    const bool withBody = framing.method != Method::head;
    Outgoing left(head, withBody ? response.body() : std::string_view(),
                  withBody ? response.bodyInFile() : FileSlice());
    const bool sent = m_stream.isPlain() && sendNow(left);
    if (!sent && !co_await sendRest(left)) {
        co_return std::nullopt;
    }
    co_return withBody ? response.bodySize() : 0;
}

// Whether all went out without waiting. An error shows again in the next try.
bool ResponseWriter::sendNow(Outgoing& left) {
    while (!left.done()) {
        const auto [error, bytes] = left.inMemory() ? m_stream.writeNow(left.memory(), left.file().size > 0)
                                                    : m_stream.sendFileNow(left.file());
        if (error || bytes == 0) {
            return false;
        }
        left.moved(bytes);
    }
    return true;
}

asio::awaitable<bool> ResponseWriter::sendRest(Outgoing& left) {
    WriteDeadline deadline(m_options);
    while (!left.done()) {
        m_stream.expiresAt(deadline.at());
        const auto [error, bytes] = co_await sendSome(left);
        if (error) {
            co_return false;
        }
        left.moved(bytes);
        deadline.moved(bytes);
    }
    m_stream.expiresNever();
    co_return true;
}

asio::awaitable<Stream::Io> ResponseWriter::sendSome(Outgoing& left) {
    if (m_stream.isPlain() && !left.inMemory()) {
        if (const auto error = co_await m_stream.writable()) {
            co_return Stream::Io(error, 0);
        }
        co_return m_stream.sendFileNow(left.file());
    }
    if (!left.inMemory()) {
        if (const auto error = left.load()) {
            co_return Stream::Io(error, 0);
        }
    }
    co_return co_await m_stream.writeSome(left.memory());
}

} // namespace tally::server::net
