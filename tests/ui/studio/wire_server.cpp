// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio/wire_server.h"

#include <algorithm>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tally::tests {

WireServer::WireServer() {
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        QTcpSocket* socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QUrl WireServer::url() const {
    return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort()));
}

int WireServer::countOf(const QByteArray& line) const {
    return static_cast<int>(std::ranges::count(requests, line, &Request::line));
}

void WireServer::read(QTcpSocket& socket) {
    const QByteArray seen = socket.peek(socket.bytesAvailable());
    const qsizetype headEnd = seen.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        return;
    }
    static const QRegularExpression lengthHeader(u"content-length: *(\\d+)"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
    const QByteArray head = seen.left(headEnd);
    const qsizetype length = lengthHeader.match(QString::fromLatin1(head)).captured(1).toInt();
    if (seen.size() < headEnd + 4 + length) {
        return;
    }
    socket.read(headEnd + 4 + length);
    const Request request{head.left(head.indexOf(" HTTP/")), head, seen.mid(headEnd + 4, length)};
    requests << request;
    respond(socket, request);
}

void WireServer::respond(QTcpSocket& socket, const Request& request) {
    const auto found = m_answers.constFind(request.line);
    if (found != m_answers.constEnd()) {
        const auto& [status, body] = *found;
        socket.write("HTTP/1.1 " + QByteArray::number(status) +
                     " x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
}

} // namespace tally::tests
