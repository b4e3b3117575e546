// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/line_reader.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tally::server::store {
namespace {

constexpr std::size_t kLongestLine = 4096;

} // namespace

std::optional<std::string> LineReader::next() {
    for (;;) {
        if (auto line = buffered()) {
            return line;
        }
        if (!fill()) {
            return m_buffer.empty() ? std::nullopt : std::optional(std::exchange(m_buffer, {}));
        }
    }
}

std::optional<std::string> LineReader::buffered() {
    const std::size_t end = m_buffer.find('\n');
    if (end == std::string::npos && m_buffer.size() < kLongestLine) {
        return std::nullopt;
    }
    std::string line = m_buffer.substr(0, end);
    m_buffer.erase(0, end == std::string::npos ? end : end + 1);
    return line;
}

bool LineReader::fill() {
    std::array<char, kLongestLine> bytes;
    ssize_t count = 0;
    do {
        count = read(m_fd, bytes.data(), bytes.size());
    } while (count < 0 && errno == EINTR);
    if (count <= 0) {
        return false;
    }
    m_buffer.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

} // namespace tally::server::store
