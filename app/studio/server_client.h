// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/api_client.h"
#include "ui/links/server_link.h"

#include <memory>
#include <QTimer>

namespace tally::app {

// The server over HTTP: reads the event's status every second, fires cues, reads the ledger. Lives on the GUI thread.
class ServerClient : public ui::ServerLink {
    Q_OBJECT

public:
    // An event's slug on that server, and how often its status is read. Nothing is asked before start().
    ServerClient(QUrl server, QString event, QByteArray token,
                 std::chrono::milliseconds interval = std::chrono::seconds(1));

    void start();

    void fire(const core::CueRequest& request) override;
    void readLedger() override;
    void setAttention(ui::Attention attention) override;
    bool mayFire() const override { return m_api.hasToken(); }

private:
    QString path(const QString& leaf) const; // of this event's API
    void readStatus();
    void takeStatus(const ApiResult& result);
    void setConnection(ui::ConnectionPhase phase, const QString& reason);

    QString m_event;
    ApiClient m_api;
    QTimer m_poll;
    ui::Connection m_connection;
    bool m_readsStatus = false;
    int m_ledgerReads = 0; // under way
};

} // namespace tally::app
