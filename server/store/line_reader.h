// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace tally::server::store {

// Lines of a pipe. Borrows the descriptor. One thread.
class LineReader {
public:
    explicit LineReader(int fd) : m_fd(fd) {}

    // Blocks for the next line, without its newline; a line over 4 KiB comes in pieces. No value: the pipe has ended.
    std::optional<std::string> next();

    // A whole line that is here already; never blocks.
    std::optional<std::string> buffered();

    // Reads once what is there. False: the pipe has ended.
    bool fill();

private:
    int m_fd;
    std::string m_buffer;
};

} // namespace tally::server::store
