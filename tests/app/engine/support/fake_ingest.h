// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "tests/app/engine/support/sample_parts.h"

#include <functional>
#include <map>
#include <optional>
#include <QByteArray>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace tally::tests {

// The ingest of a server on a real port, with one track: keeps what it gets by the contract's rules (a chunk at or
// before the last decode time is a duplicate, media before init a fault) and fails in the ways servers fail. Main
// thread.
class FakeIngest : public QObject {
    Q_OBJECT

public:
    FakeIngest();
    ~FakeIngest() override { crash(); } // the sockets, the server's children, would report to members that are gone

    QUrl url() const;

    void crash();                    // cuts every connection and refuses new ones
    void comeBack();                 // on the same port
    void forget(std::size_t chunks); // the last ones, as after a kill in an unfinished segment
    void forgetAll();                // of the session too
    void hang(bool on) { m_hangs = on; }
    void release(); // answers what hangs
    std::size_t heldRequests() const { return m_held.size(); }
    void refuse(int status, QByteArray detail) { m_refusal = {status, std::move(detail)}; }
    void accept() { m_refusal.reset(); }
    void redirectTo(QByteArray address) { m_redirect = std::move(address); }

    const std::vector<std::uint64_t>& kept() const { return m_kept; } // decode times, in order
    std::size_t duplicates() const { return m_duplicates; }
    const std::vector<SampleBody>& bodies() const { return m_bodies; }
    std::size_t questions() const { return m_questions; } // GETs
    QByteArray lastHead() const { return m_lastHead; }
    bool holdsAll(std::uint64_t parts) const; // numbers 0 to parts − 1, each once, in order

private:
    void admit();
    void takeBytes(QTcpSocket* socket);
    void takeRequest(QTcpSocket* socket, const QByteArray& head, const QByteArray& body);
    bool store(const QByteArray& session, const QByteArray& body); // false: media before init
    void answer(QTcpSocket* socket, int status, const QByteArray& body, const QByteArray& headers = {});
    QByteArray position() const;

    QTcpServer m_server;
    quint16 m_port = 0;
    std::map<QTcpSocket*, QByteArray> m_unread;
    bool m_hangs = false;
    std::vector<std::function<void()>> m_held;
    std::optional<std::pair<int, QByteArray>> m_refusal;
    QByteArray m_redirect;

    std::optional<QByteArray> m_session;
    bool m_hasInit = false;
    std::vector<std::uint64_t> m_kept;
    std::size_t m_duplicates = 0;
    std::vector<SampleBody> m_bodies;
    std::size_t m_questions = 0;
    QByteArray m_lastHead;
};

} // namespace tally::tests
