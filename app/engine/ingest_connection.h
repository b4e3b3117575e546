// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/http_answer.h"

#include <chrono>
#include <QByteArray>
#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

namespace tally::app {

// One connection to a server, kept over requests: HTTP/1.1, or the same over TLS. It is ours and not
// QNetworkAccessManager's for two things that one does not do: it sends a body at once and whole (that one leaves
// Nagle's algorithm on and writes 16 KiB at a time, which costs a part of more than that 40 ms), and it never sends a
// request again by itself over a new connection, behind which may be a server that has forgotten. Lives on its track's
// thread.
class IngestConnection : public QObject {
    Q_OBJECT

public:
    // `silence` is how long nothing may move, in either direction, while a request is under way.
    IngestConnection(QUrl server, std::chrono::milliseconds silence, QObject* parent);

    // The next request goes over the connection that the last one had.
    bool isKept() const;

    // One at a time: answered() or failed() comes before the next. `head` is the request line and the fields, each with
    // its line end, but Host and Content-Length.
    void send(const QByteArray& head, const QByteArray& body);

Q_SIGNALS:
    void answered(int status, const QByteArray& body);
    void failed(const QString& reason); // for people; whether the server got the request is unknown

private:
    void connectSocket();
    void open();
    void write();
    void noteProgress();
    void read();
    void takeEnd();
    void fail(const QString& reason);

    QUrl m_server;
    QSslSocket m_socket;
    QTimer m_silence;
    QByteArray m_request; // until it is written
    HttpAnswer m_answer;
    bool m_isUnderWay = false;
};

} // namespace tally::app
