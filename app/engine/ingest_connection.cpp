// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/ingest_connection.h"

#include <utility>

namespace tally::app {
namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

} // namespace

IngestConnection::IngestConnection(QUrl server, std::chrono::milliseconds silence, QObject* parent)
    : QObject(parent), m_server(std::move(server)), m_socket(this), m_silence(this) {
    m_silence.setSingleShot(true);
    m_silence.setInterval(silence);
    connectSocket();
}

void IngestConnection::connectSocket() {
    connect(&m_silence, &QTimer::timeout, this, [this] { fail(QStringLiteral("the server does not answer")); });
    const bool isSecure = m_server.scheme() == QLatin1String("https");
    isSecure ? connect(&m_socket, &QSslSocket::encrypted, this, &IngestConnection::write)
             : connect(&m_socket, &QSslSocket::connected, this, &IngestConnection::write);
    connect(&m_socket, &QSslSocket::readyRead, this, &IngestConnection::read);
    // Over TLS the first is there when a body is encrypted, the second when it goes out.
    connect(&m_socket, &QSslSocket::bytesWritten, this, &IngestConnection::noteProgress);
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &IngestConnection::noteProgress);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &IngestConnection::takeEnd);
}

bool IngestConnection::isKept() const {
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

void IngestConnection::send(const QByteArray& head, const QByteArray& body) {
    m_request = head + "Host: " + m_server.authority(QUrl::FullyEncoded).toLatin1() +
                "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    m_answer = {};
    m_isUnderWay = true;
    m_silence.start();
    isKept() ? write() : open();
}

void IngestConnection::open() {
    m_socket.abort();
    if (m_server.scheme() == QLatin1String("https")) {
        m_socket.connectToHostEncrypted(m_server.host(), static_cast<quint16>(m_server.port(kHttpsPort)));
    } else {
        m_socket.connectToHost(m_server.host(), static_cast<quint16>(m_server.port(kHttpPort)));
    }
}

void IngestConnection::write() {
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write(std::exchange(m_request, {}));
    m_socket.flush(); // now, not with the next round of the event loop
}

void IngestConnection::noteProgress() {
    if (m_isUnderWay) {
        m_silence.start();
    }
}

void IngestConnection::read() {
    if (!m_isUnderWay) { // nobody asked
        m_socket.abort();
        return;
    }
    m_silence.start();
    if (const core::Status pushed = m_answer.push(m_socket.readAll()); !pushed) {
        fail(QString::fromStdString(pushed.error().detail));
    } else if (m_answer.isComplete()) {
        m_isUnderWay = false;
        m_silence.stop();
        if (!m_answer.keepsConnection() || m_socket.bytesToWrite() > 0) { // refused in the middle of the body
            m_socket.abort();
        }
        const HttpAnswer answer = std::exchange(m_answer, {}); // the next request may begin in the slot
        Q_EMIT answered(answer.status(), answer.body());
    }
}

// The other side has closed, or there is nobody. Between requests it is of no interest: the next one will see.
void IngestConnection::takeEnd() {
    if (!m_isUnderWay) {
        return;
    }
    m_answer.end();
    m_answer.isComplete() ? read() : fail(m_socket.errorString());
}

void IngestConnection::fail(const QString& reason) {
    m_isUnderWay = false;
    m_silence.stop();
    m_request.clear();
    m_socket.abort();
    Q_EMIT failed(reason);
}

} // namespace tally::app
