// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/file_slice.h"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <string_view>
#include <vector>

namespace tally::server::net {

// What is left to send of one response: its head, then its body from memory or from a file. Borrows head and body.
class Outgoing {
public:
    Outgoing() = default;
    Outgoing(std::string_view head, std::string_view body, FileSlice file);

    bool done() const { return m_left[0].size() + m_left[1].size() + m_file.size == 0; }
    bool inMemory() const { return m_left[0].size() + m_left[1].size() > 0; } // else what is left is in the file
    const std::array<boost::asio::const_buffer, 2>& memory() const { return m_left; }
    const FileSlice& file() const { return m_file; }
    void moved(std::size_t bytes);

    // The next of the file becomes memory, for whoever cannot send it from there.
    boost::system::error_code load();

private:
    std::array<boost::asio::const_buffer, 2> m_left;
    FileSlice m_file;
    std::vector<char> m_loaded;
};

} // namespace tally::server::net
