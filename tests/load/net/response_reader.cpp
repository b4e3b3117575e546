// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/response_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace tally::load {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLargestHead = std::size_t{16} * 1024;

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <typename Number>
bool readNumber(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

core::Status takeField(ResponseHead& head, std::string_view line) {
    const auto colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? "" : trimmed(line.substr(colon + 1));
    if (equalsIgnoringCase(name, "content-length")) {
        if (!readNumber(value, head.contentLength)) {
            return core::fail(core::ErrorCode::invalid, "Content-Length: " + std::string(value));
        }
    } else if (equalsIgnoringCase(name, "content-encoding")) {
        head.gzip = equalsIgnoringCase(value, "gzip");
    } else if (equalsIgnoringCase(name, "transfer-encoding")) {
        return core::fail(core::ErrorCode::invalid, "a body with Transfer-Encoding");
    }
    return {};
}

// "HTTP/1.1 200 OK"
bool takeStatusLine(ResponseHead& head, std::string_view line) {
    constexpr std::string_view kVersion = "HTTP/1.1 ";
    return line.starts_with(kVersion) && readNumber(line.substr(kVersion.size(), 3), head.status);
}

bool hasNoBody(int status) {
    return status == 204 || status == 304;
}

} // namespace

core::Result<std::size_t> ResponseReader::push(std::string_view bytes) {
    if (!m_head) {
        return pushHead(bytes);
    }
    const std::size_t taken = std::min<std::uint64_t>(bytes.size(), m_bodyLeft);
    if (m_keepsBody) {
        m_body.append(bytes.substr(0, taken));
    }
    m_bodyLeft -= taken;
    return taken;
}

core::Result<std::size_t> ResponseReader::pushHead(std::string_view bytes) {
    const std::size_t before = m_partialHead.size();
    if (before == 0) { // nearly always the head comes in one piece
        if (const auto end = bytes.find(kHeadEnd); end != std::string_view::npos) {
            const auto taken = takeHead(bytes.substr(0, end));
            return taken ? core::Result<std::size_t>(end + kHeadEnd.size()) : core::propagate(taken);
        }
    }
    m_partialHead.append(bytes);
    const auto end = m_partialHead.find(kHeadEnd);
    if (end == std::string::npos) {
        return m_partialHead.size() > kLargestHead
                   ? core::Result<std::size_t>(core::fail(core::ErrorCode::tooLarge, "the head of a response"))
                   : bytes.size();
    }
    const auto taken = takeHead(std::string_view(m_partialHead).substr(0, end));
    m_partialHead.clear();
    return taken ? core::Result<std::size_t>(end + kHeadEnd.size() - before) : core::propagate(taken);
}

core::Status ResponseReader::takeHead(std::string_view text) {
    ResponseHead head;
    bool isFirst = true;
    for (;;) {
        const auto end = text.find(kLineEnd);
        const std::string_view line = text.substr(0, end);
        if (isFirst && !takeStatusLine(head, line)) {
            return core::fail(core::ErrorCode::invalid, "no HTTP/1.1 response: " + std::string(line.substr(0, 80)));
        }
        if (const auto taken = isFirst ? core::Status() : takeField(head, line); !taken) {
            return taken;
        }
        if (end == std::string_view::npos) {
            break;
        }
        isFirst = false;
        text.remove_prefix(end + kLineEnd.size());
    }
    m_bodyLeft = hasNoBody(head.status) ? 0 : head.contentLength;
    m_head = head;
    return {};
}

void ResponseReader::next() {
    m_partialHead.clear();
    m_head.reset();
    m_bodyLeft = 0;
    m_keepsBody = false;
    m_body.clear();
}

} // namespace tally::load
