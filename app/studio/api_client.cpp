// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/api_client.h"

#include <QNetworkReply>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tally::app {

namespace {

constexpr auto kReadDeadline = 3s;
constexpr auto kWriteDeadline = 5s; // a cue is stored before it is answered
constexpr qint64 kLargestAnswer = 8LL * 1024 * 1024;

core::Problem noAnswer(const QNetworkReply& reply) {
    core::Problem problem;
    // A transfer that ran out of time is reported as cancelled: nobody else cancels here.
    problem.detail = reply.error() == QNetworkReply::OperationCanceledError ? "no answer in time"
                                                                            : reply.errorString().toStdString();
    return problem;
}

core::Problem problemOf(int status, const QByteArray& body) {
    auto problem =
        core::parseJson<core::Problem>(std::string_view(body.constData(), static_cast<std::size_t>(body.size())));
    if (problem) {
        return *problem;
    }
    core::Problem plain;
    plain.status = static_cast<std::uint32_t>(status);
    plain.detail = "the server answered with status " + std::to_string(status);
    return plain;
}

ApiResult resultOf(QNetworkReply& reply) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || reply.error() == QNetworkReply::OperationCanceledError) {
        return tl::unexpected(noAnswer(reply));
    }
    const QByteArray body = reply.readAll();
    if (status < 200 || status > 299) {
        return tl::unexpected(problemOf(status, body));
    }
    return body;
}

} // namespace

ApiClient::ApiClient(QUrl server, QByteArray token, QObject* parent)
    : QObject(parent), m_server(std::move(server)), m_token(std::move(token)) {}

void ApiClient::get(const QString& path, ApiDone done) {
    answerWhenFinished(m_network.get(request(path, kReadDeadline)), std::move(done));
}

void ApiClient::post(const QString& path, const QByteArray& json, ApiDone done) {
    QNetworkRequest posted = request(path, kWriteDeadline);
    posted.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    answerWhenFinished(m_network.post(posted, json), std::move(done));
}

QNetworkRequest ApiClient::request(const QString& path, std::chrono::milliseconds deadline) const {
    QUrl url = m_server;
    url.setPath(path);
    QNetworkRequest request(url);
    request.setTransferTimeout(static_cast<int>(deadline.count()));
    // A redirect would carry the token to wherever it points.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (hasToken()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
    }
    return request;
}

void ApiClient::answerWhenFinished(QNetworkReply* reply, ApiDone done) {
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > kLargestAnswer) {
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done)] {
        reply->deleteLater();
        done(resultOf(*reply));
    });
}

} // namespace tally::app
