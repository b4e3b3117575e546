// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/outgoing.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLoadBytes = 64 * 1024; // four TLS records

void consume(FileSlice& file, std::size_t bytes) {
    file.offset += bytes;
    file.size -= bytes;
}

} // namespace

Outgoing::Outgoing(std::string_view head, std::string_view body, FileSlice file)
    : m_left{asio::buffer(head), asio::buffer(body)}, m_file(std::move(file)) {}

void Outgoing::moved(std::size_t bytes) {
    if (!inMemory()) {
        consume(m_file, bytes);
        return;
    }
    const std::size_t ofFirst = std::min(bytes, m_left[0].size());
    m_left[0] += ofFirst;
    m_left[1] += bytes - ofFirst;
}

boost::system::error_code Outgoing::load() {
    m_loaded.resize(std::min(kLoadBytes, m_file.size));
    const ssize_t read = ::pread(m_file.file, m_loaded.data(), m_loaded.size(), static_cast<off_t>(m_file.offset));
    if (read <= 0) { // it was there when it was promised
        return {read < 0 ? errno : EIO, boost::system::system_category()};
    }
    m_left[1] = asio::buffer(m_loaded.data(), static_cast<std::size_t>(read));
    consume(m_file, static_cast<std::size_t>(read));
    return {};
}

} // namespace tally::server::net
