// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/engine/support/fake_ingest.h"

#include <QRegularExpression>

namespace tally::tests {
namespace {

QByteArray headerOf(const QByteArray& head, const char* name) {
    const QRegularExpression line(QStringLiteral("^%1: *(.*?)\r?$").arg(QLatin1String(name)),
                                  QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    return line.match(QString::fromLatin1(head)).captured(1).toLatin1();
}

} // namespace

FakeIngest::FakeIngest() {
    connect(&m_server, &QTcpServer::newConnection, this, &FakeIngest::admit);
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
}

QUrl FakeIngest::url() const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

void FakeIngest::crash() {
    m_server.close();
    m_held.clear();
    for (const auto& [socket, unread] : std::exchange(m_unread, {})) {
        socket->abort();
        socket->deleteLater();
    }
}

void FakeIngest::comeBack() {
    if (!m_server.listen(QHostAddress::LocalHost, m_port)) {
        qFatal("the port of the fake ingest is gone");
    }
}

void FakeIngest::forget(std::size_t chunks) {
    m_kept.resize(m_kept.size() - std::min(chunks, m_kept.size()));
}

void FakeIngest::forgetAll() {
    m_kept.clear();
    m_session.reset();
    m_hasInit = false;
}

void FakeIngest::release() {
    m_hangs = false;
    for (const auto& held : std::exchange(m_held, {})) {
        held();
    }
}

bool FakeIngest::holdsAll(std::uint64_t parts) const {
    if (m_kept.size() != parts) {
        return false;
    }
    for (std::uint64_t i = 0; i < parts; ++i) {
        if (m_kept[i] != i * kPartTicks) {
            return false;
        }
    }
    return true;
}

void FakeIngest::admit() {
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        m_unread[socket];
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { takeBytes(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_unread.erase(socket);
            socket->deleteLater();
        });
    }
}

void FakeIngest::takeBytes(QTcpSocket* socket) {
    QByteArray& unread = m_unread[socket];
    unread += socket->readAll();
    const qsizetype headEnd = unread.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        return;
    }
    const QByteArray head = unread.left(headEnd);
    const qsizetype length = headerOf(head, "Content-Length").toLongLong();
    if (unread.size() < headEnd + 4 + length) {
        return;
    }
    const QByteArray body = unread.mid(headEnd + 4, length);
    unread.remove(0, headEnd + 4 + length);
    if (m_hangs) {
        m_held.push_back([this, socket = QPointer(socket), head, body] {
            if (socket) {
                takeRequest(socket, head, body);
            }
        });
    } else {
        takeRequest(socket, head, body);
    }
}

void FakeIngest::takeRequest(QTcpSocket* socket, const QByteArray& head, const QByteArray& body) {
    m_lastHead = head;
    if (!m_redirect.isEmpty()) {
        answer(socket, 307, {}, "Location: " + m_redirect + "\r\n");
        return;
    }
    if (m_refusal) {
        const core::Problem problem{.title = "refused",
                                    .status = static_cast<std::uint32_t>(m_refusal->first),
                                    .detail = m_refusal->second.toStdString()};
        answer(socket, m_refusal->first, QByteArray::fromStdString(core::serializeJson(problem)));
        return;
    }
    if (!head.startsWith("POST ")) {
        ++m_questions;
    } else if (!store(headerOf(head, "Tally-Session"), body)) {
        answer(socket, 400, {});
        return;
    }
    answer(socket, 200, position());
}

bool FakeIngest::store(const QByteArray& session, const QByteArray& body) {
    const SampleBody sample = readSampleBody(body);
    m_hasInit = m_hasInit || sample.inits > 0;
    if (!m_hasInit) {
        return false;
    }
    m_bodies.push_back(sample);
    m_session = session;
    for (const std::uint64_t decodeTime : sample.decodeTimes) {
        if (!m_kept.empty() && decodeTime <= m_kept.back()) {
            ++m_duplicates;
        } else {
            m_kept.push_back(decodeTime);
        }
    }
    return true;
}

QByteArray FakeIngest::position() const {
    core::IngestPosition position{.track = "v720", .session = {}, .lastDecodeTime = {}, .warnings = {}};
    if (m_session) {
        position.session = m_session->toStdString();
    }
    if (!m_kept.empty()) {
        position.lastDecodeTime = m_kept.back();
    }
    return QByteArray::fromStdString(core::serializeJson(position));
}

void FakeIngest::answer(QTcpSocket* socket, int status, const QByteArray& body, const QByteArray& headers) {
    socket->write("HTTP/1.1 " + QByteArray::number(status) + " Status\r\n" + headers +
                  "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

} // namespace tally::tests
