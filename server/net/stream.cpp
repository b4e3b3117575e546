// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/stream.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace tally::server::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

// Timers of ten thousand connections that fire one by one cost a system call each; those of one tick fire together.
using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 20>>;

Stream::Clock::time_point inTicks(Stream::Clock::time_point time) {
    return std::chrono::time_point_cast<Stream::Clock::duration>(std::chrono::ceil<Ticks>(time));
}

Stream::Io movedBy(ssize_t result) {
    if (result >= 0) {
        return {error_code(), static_cast<std::size_t>(result)};
    }
    const bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {later ? error_code() : error_code(errno, boost::system::system_category()), 0};
}

} // namespace

struct Stream::Tls {
    asio::ssl::stream<tcp::socket&> stream;
};

// Shared with its timer, which may fire while the stream is taken down.
struct Stream::Deadline : std::enable_shared_from_this<Stream::Deadline> {
    explicit Deadline(tcp::socket& ofStream) : timer(ofStream.get_executor()), socket(&ofStream) {}

    void set(Clock::time_point time) {
        at = time;
        expired = false;
        if (at != Clock::time_point::max() && inTicks(at) < armed) {
            arm();
        }
    }

    void arm() {
        armed = inTicks(at);
        timer.expires_at(armed); // cancels the wait that is on
        timer.async_wait([self = shared_from_this()](error_code error) {
            if (!error && self->socket != nullptr) {
                self->look();
            }
        });
    }

    void look() {
        armed = Clock::time_point::max();
        if (Clock::now() < at) {
            if (at != Clock::time_point::max()) {
                arm();
            }
            return;
        }
        expired = true;
        at = Clock::time_point::max();
        error_code ignored;
        socket->cancel(ignored);
    }

    asio::steady_timer timer;
    tcp::socket* socket; // null: the stream is gone
    Clock::time_point at = Clock::time_point::max();
    Clock::time_point armed = Clock::time_point::max(); // when the timer fires
    bool expired = false;
};

Stream::Stream(tcp::socket socket, asio::ssl::context* tls)
    : m_socket(std::move(socket)), m_deadline(std::make_shared<Deadline>(m_socket)) {
    error_code ignored; // a peer that is gone already shows at the first read
    m_socket.set_option(tcp::no_delay(true), ignored);
    m_socket.native_non_blocking(true, ignored); // sendfile has no flag for it
    if (tls != nullptr) {
        m_tls.reset(new Tls{asio::ssl::stream<tcp::socket&>(m_socket, *tls)});
    }
}

Stream::~Stream() {
    m_deadline->socket = nullptr;
    m_deadline->timer.cancel();
}

asio::awaitable<error_code> Stream::handshake() {
    if (!m_tls) {
        co_return error_code();
    }
    const auto [error] = co_await m_tls->stream.async_handshake(asio::ssl::stream_base::server, kNoThrow);
    co_return error;
}

asio::awaitable<Stream::Io> Stream::readSome(asio::mutable_buffer buffer) {
    return m_tls ? m_tls->stream.async_read_some(buffer, kNoThrow) : m_socket.async_read_some(buffer, kNoThrow);
}

asio::awaitable<Stream::Io> Stream::writeSome(const std::array<asio::const_buffer, 2>& buffers) {
    return m_tls ? m_tls->stream.async_write_some(buffers, kNoThrow) : m_socket.async_write_some(buffers, kNoThrow);
}

// The system's call itself: an operation of Asio's that ends at once still goes through its queue.
Stream::Io Stream::writeNow(const std::array<asio::const_buffer, 2>& buffers, bool more) {
    if (m_tls) {
        return {error_code(), 0};
    }
    std::array<iovec, 2> pieces{};
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        pieces[i] = {const_cast<void*>(buffers[i].data()), buffers[i].size()};
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const int flags = MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
    return movedBy(::sendmsg(m_socket.native_handle(), &message, flags));
}

Stream::Io Stream::sendFileNow(const FileSlice& slice) {
    off_t offset = static_cast<off_t>(slice.offset);
    const ssize_t sent = ::sendfile(m_socket.native_handle(), slice.file, &offset, slice.size);
    return sent == 0 ? Io(asio::error::eof, 0) : movedBy(sent); // the file ends before its slice does
}

asio::awaitable<error_code> Stream::writable() {
    const auto [error] = co_await m_socket.async_wait(tcp::socket::wait_write, kNoThrow);
    co_return error;
}

asio::awaitable<void> Stream::broken() {
    co_await m_socket.async_wait(tcp::socket::wait_error, kNoThrow);
}

asio::awaitable<void> Stream::finishSending() {
    if (m_tls) {
        // The alert alone: to wait for the peer's is to wait for one that may never come.
        ::SSL_set_shutdown(m_tls->stream.native_handle(), SSL_RECEIVED_SHUTDOWN);
        co_await m_tls->stream.async_shutdown(kNoThrow);
    }
    error_code ignored;
    m_socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<Stream::Io> Stream::discardSome(asio::mutable_buffer buffer) {
    return m_socket.async_read_some(buffer, kNoThrow);
}

void Stream::startRead(asio::mutable_buffer buffer, Done done) {
    m_tls ? m_tls->stream.async_read_some(buffer, std::move(done)) : m_socket.async_read_some(buffer, std::move(done));
}

void Stream::startWrite(const std::array<asio::const_buffer, 2>& buffers, Done done) {
    m_tls ? m_tls->stream.async_write_some(buffers, std::move(done))
          : m_socket.async_write_some(buffers, std::move(done));
}

void Stream::expiresAt(Clock::time_point deadline) {
    m_deadline->set(deadline);
}

bool Stream::expired() const {
    return m_deadline->expired;
}

void Stream::cancel() {
    error_code ignored;
    m_socket.cancel(ignored);
}

void Stream::close() {
    error_code ignored;
    m_socket.close(ignored);
}

std::string Stream::remoteAddress() const {
    error_code error;
    const auto endpoint = m_socket.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

} // namespace tally::server::net
