// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tally::load {

struct ResponseHead {
    int status = 0;
    std::uint64_t contentLength = 0;
    bool gzip = false; // Content-Encoding
};

// Reads one HTTP/1.1 response after the other from bytes of any fragmentation.
//
//   while (!bytes.empty()) { bytes.remove_prefix(*reader.push(bytes)); if (reader.isWhole()) { …; reader.next(); } }
//
// Only what our server and nginx send for a GET or POST of ours: a body has a Content-Length. Lives on one thread.
class ResponseReader {
public:
    // Takes bytes of this response and says how many; it stops behind the head, so that keepBody() can be decided, and
    // behind the body. Error: invalid for what is no such response; tooLarge for a head over 16 KiB.
    core::Result<std::size_t> push(std::string_view bytes);

    const std::optional<ResponseHead>& head() const { return m_head; }
    void keepBody() { m_keepsBody = true; } // behind the head, before the first byte of the body
    bool keepsBody() const { return m_keepsBody; }
    const std::string& body() const { return m_body; } // what was kept

    std::uint64_t bodyLeft() const { return m_bodyLeft; }
    // The kernel threw so many bytes of the body away for us; at most bodyLeft().
    void discarded(std::size_t bytes) { m_bodyLeft -= bytes; }

    bool isWhole() const { return m_head && m_bodyLeft == 0; }
    bool isBetween() const { return !m_head && m_partialHead.empty(); } // two responses
    void next();                                                        // the next response begins

private:
    core::Result<std::size_t> pushHead(std::string_view bytes);
    core::Status takeHead(std::string_view text);

    std::string m_partialHead;
    std::optional<ResponseHead> m_head;
    std::uint64_t m_bodyLeft = 0;
    bool m_keepsBody = false;
    std::string m_body;
};

} // namespace tally::load
