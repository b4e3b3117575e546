// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/http_answer.h"

#include <QList>

namespace tally::app {
namespace {

constexpr qsizetype kMostBytes = 1 << 20;
constexpr qsizetype kStatusAt = 9; // behind "HTTP/1.1 "

} // namespace

core::Status HttpAnswer::push(const QByteArray& bytes) {
    m_unread += bytes;
    if (m_unread.size() + m_body.size() > kMostBytes) {
        return core::fail(core::ErrorCode::tooLarge, "the server's answer is too long for an ingest");
    }
    if (m_framing == Framing::head) {
        if (const core::Status head = readHead(); !head) {
            return head;
        }
    }
    return m_framing == Framing::head ? core::Status() : readBody();
}

void HttpAnswer::end() {
    m_keepsConnection = false;
    m_isComplete = m_isComplete || m_framing == Framing::untilEnd;
}

core::Status HttpAnswer::readHead() {
    const qsizetype end = m_unread.indexOf("\r\n\r\n");
    if (end < 0) {
        return {};
    }
    const QList<QByteArray> lines = m_unread.left(end).split('\n');
    m_unread.remove(0, end + 4);
    bool isNumber = false;
    m_status = lines.front().mid(kStatusAt, 3).toInt(&isNumber);
    if (!lines.front().startsWith("HTTP/1.") || !isNumber) {
        return core::fail(core::ErrorCode::invalid, "what answers there does not speak HTTP/1.1");
    }
    m_keepsConnection = lines.front().startsWith("HTTP/1.1");
    m_framing = Framing::untilEnd;
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        readField(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return {};
}

void HttpAnswer::readField(const QByteArray& name, const QByteArray& value) {
    if (name == "content-length" && m_framing == Framing::untilEnd) {
        m_framing = Framing::length;
        m_length = value.toLongLong();
    } else if (name == "transfer-encoding" && value.toLower() == "chunked") {
        m_framing = Framing::chunks;
    } else if (name == "connection" && value.toLower() == "close") {
        m_keepsConnection = false;
    }
}

core::Status HttpAnswer::readBody() {
    if (m_framing == Framing::chunks) {
        return readChunks();
    }
    m_body += m_unread;
    m_unread.clear();
    if (m_framing == Framing::length && m_body.size() >= m_length) {
        m_keepsConnection = m_keepsConnection && m_body.size() == m_length; // more than announced: out of step
        m_isComplete = true;
    }
    return {};
}

core::Status HttpAnswer::readChunks() {
    for (;;) {
        const qsizetype line = m_unread.indexOf("\r\n");
        if (line < 0) {
            return {};
        }
        bool isNumber = false;
        const qsizetype size = m_unread.left(line).split(';').front().trimmed().toInt(&isNumber, 16);
        if (!isNumber || size < 0) {
            return core::fail(core::ErrorCode::invalid, "the server's answer is cut into chunks that are none");
        }
        if (m_unread.size() < line + 2 + size + 2) {
            return {};
        }
        m_body += m_unread.mid(line + 2, size);
        m_unread.remove(0, line + 2 + size + 2);
        if (size == 0) {
            m_keepsConnection = m_keepsConnection && m_unread.isEmpty(); // trailers, or out of step
            m_isComplete = true;
            return {};
        }
    }
}

} // namespace tally::app
