// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/server_client.h"

#include "app/studio/machine_clock.h"

using namespace Qt::StringLiterals;

namespace tally::app {

namespace {

template <typename T>
core::Result<T> parsed(const QByteArray& body) {
    return core::parseJson<T>(std::string_view(body.constData(), static_cast<std::size_t>(body.size())));
}

core::Problem unreadable(const core::Error& error) {
    core::Problem problem;
    problem.detail = "the server's answer cannot be read: " + error.detail;
    return problem;
}

} // namespace

ServerClient::ServerClient(QUrl server, QString event, QByteArray token, std::chrono::milliseconds interval)
    : m_event(std::move(event)), m_api(std::move(server), std::move(token)) {
    m_poll.setInterval(interval);
    connect(&m_poll, &QTimer::timeout, this, &ServerClient::readStatus);
}

void ServerClient::start() {
    setConnection(ui::ConnectionPhase::connecting, {});
    setAttention(ui::Attention::watching);
}

void ServerClient::fire(const core::CueRequest& request) {
    m_api.post(path(u"cues"_s), QByteArray::fromStdString(core::serializeJson(request)),
               [this](const ApiResult& result) {
                   if (!result) {
                       Q_EMIT fireRefused(result.error());
                       return;
                   }
                   const auto cue = parsed<core::Cue>(*result);
                   if (cue) {
                       Q_EMIT cueFired(*cue);
                   } else {
                       Q_EMIT fireRefused(unreadable(cue.error()));
                   }
               });
}

void ServerClient::readLedger() {
    if (m_ledgerReads > 0 || !mayFire()) {
        return;
    }
    m_ledgerReads = 2;
    m_api.get(path(u"cues"_s), [this](const ApiResult& result) {
        --m_ledgerReads;
        if (const auto cues = result ? parsed<std::vector<core::Cue>>(*result) : std::vector<core::Cue>{};
            result && cues) {
            Q_EMIT cuesRead(*cues);
        }
    });
    m_api.get(path(u"report"_s), [this](const ApiResult& result) {
        --m_ledgerReads;
        if (const auto report = result ? parsed<core::EventReport>(*result) : core::EventReport{}; result && report) {
            Q_EMIT reportRead(*report);
        }
    });
}

void ServerClient::setAttention(ui::Attention attention) {
    if (attention == ui::Attention::hidden) {
        m_poll.stop();
    } else if (!m_poll.isActive()) {
        m_poll.start();
        readStatus();
    }
}

QString ServerClient::path(const QString& leaf) const {
    return u"/api/v1/events/%1/%2"_s.arg(m_event, leaf);
}

void ServerClient::readStatus() {
    if (m_readsStatus) {
        return; // a slow server is asked again when it has answered
    }
    m_readsStatus = true;
    m_api.get(path(u"status"_s), [this](const ApiResult& result) { takeStatus(result); });
}

void ServerClient::takeStatus(const ApiResult& result) {
    m_readsStatus = false;
    const bool wasReached =
        m_connection.phase == ui::ConnectionPhase::up || m_connection.phase == ui::ConnectionPhase::away;
    const auto lost = wasReached ? ui::ConnectionPhase::away : ui::ConnectionPhase::connecting;
    if (!result) {
        setConnection(lost, QString::fromStdString(result.error().detail));
        return;
    }
    const auto status = parsed<core::EventStatus>(*result);
    if (!status) {
        setConnection(lost, QString::fromStdString(status.error().detail));
        return;
    }
    setConnection(ui::ConnectionPhase::up, {});
    Q_EMIT statusRead(*status);
}

void ServerClient::setConnection(ui::ConnectionPhase phase, const QString& reason) {
    if (phase == m_connection.phase && reason == m_connection.reason) {
        return;
    }
    const auto since = phase == m_connection.phase ? m_connection.since : machineTime();
    m_connection = {phase, since, reason};
    Q_EMIT connectionChanged(m_connection);
}

} // namespace tally::app
