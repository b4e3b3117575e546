// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <QByteArray>

namespace tally::app {

// One HTTP/1.1 answer, put together as its bytes come: with a Content-Length, in chunks, or up to the end of the
// connection (RFC 9112 §6). An answer of more than a mebibyte is an error: an ingest says little. One thread.
class HttpAnswer {
public:
    // Error: invalid, when it is no HTTP; tooLarge.
    core::Status push(const QByteArray& bytes);
    void end(); // the connection ended: so does an answer that did not say how long it is

    bool isComplete() const { return m_isComplete; }
    int status() const { return m_status; }
    const QByteArray& body() const { return m_body; }
    bool keepsConnection() const { return m_keepsConnection; } // when complete

private:
    enum class Framing { head, length, chunks, untilEnd };

    core::Status readHead();
    void readField(const QByteArray& name, const QByteArray& value);
    core::Status readBody();
    core::Status readChunks();

    QByteArray m_unread;
    Framing m_framing = Framing::head;
    qsizetype m_length = 0;
    int m_status = 0;
    QByteArray m_body;
    bool m_keepsConnection = true;
    bool m_isComplete = false;
};

} // namespace tally::app
