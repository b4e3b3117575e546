// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/response_writer.h"

#include "server/net/response_head.h"
#include "server/net/stream.h"

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

void consume(std::array<asio::const_buffer, 2>& buffers, std::size_t bytes) {
    const std::size_t ofFirst = std::min(bytes, buffers[0].size());
    buffers[0] += ofFirst;
    buffers[1] += bytes - ofFirst;
}

} // namespace

asio::awaitable<std::optional<std::size_t>> ResponseWriter::write(const Response& response, ResponseFraming framing) {
    const std::string head = responseHead(response, framing.cors, framing.keepAlive);
    const std::string_view body = framing.method == Method::head ? std::string_view() : response.body();
    std::array<asio::const_buffer, 2> left{asio::buffer(head), asio::buffer(body)};
    WriteDeadline deadline(m_options);
    while (left[0].size() + left[1].size() > 0) {
        m_stream.expiresAt(deadline.at());
        const auto [error, bytes] = co_await m_stream.writeSome(left);
        if (error) {
            co_return std::nullopt;
        }
        consume(left, bytes);
        deadline.moved(bytes);
    }
    m_stream.expiresNever();
    co_return body.size();
}

} // namespace tally::server::net
