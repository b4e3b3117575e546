// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "core/result.h"

#include <chrono>
#include <functional>
#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QString>
#include <QUrl>

class QNetworkReply;

namespace tally::app {

// A server's answer that is not the wanted one: its problem document, or status 0 and a reason when none came.
using ApiResult = tl::expected<QByteArray, core::Problem>;
using ApiDone = std::function<void(const ApiResult&)>;

// Speaks HTTP with one server on behalf of one bearer token. Every call is answered once, by its deadline at the
// latest, as long as the client lives. Lives on the GUI thread and never blocks it.
class ApiClient : public QObject {
    Q_OBJECT

public:
    // An empty token: calls go without credentials.
    ApiClient(QUrl server, QByteArray token, QObject* parent = nullptr);

    void get(const QString& path, ApiDone done);
    void post(const QString& path, const QByteArray& json, ApiDone done);
    bool hasToken() const { return !m_token.isEmpty(); }

private:
    QNetworkRequest request(const QString& path, std::chrono::milliseconds deadline) const;
    void answerWhenFinished(QNetworkReply* reply, ApiDone done);

    QUrl m_server;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

} // namespace tally::app
