// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace tally::tests {

// The server's side of HTTP on a real port: answers each request line with what the test laid down for it, and says
// nothing at all where nothing was.
class WireServer : public QTcpServer {
    Q_OBJECT

public:
    struct Request {
        QByteArray line; // "GET /path"
        QByteArray head;
        QByteArray body;
    };

    WireServer();

    QUrl url() const;
    void answer(const QByteArray& line, int status, const QByteArray& body) { m_answers[line] = {status, body}; }
    int countOf(const QByteArray& line) const;

    QList<Request> requests;

private:
    void read(QTcpSocket& socket);
    void respond(QTcpSocket& socket, const Request& request);

    QHash<QByteArray, std::pair<int, QByteArray>> m_answers;
};

} // namespace tally::tests
