// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/links/engine_link.h"

#include <cstdint>
#include <map>
#include <QTimer>
#include <QWebSocket>

namespace tally::app {

// An engine over its control socket. Looks for the control file and the engine behind it for ever, as every start of an
// engine has another port and token; an engine that falls silent counts as lost. Commands under way when the connection
// ends are answered with ErrorCode::closed. Lives on the GUI thread.
class EngineClient : public ui::EngineLink {
    Q_OBJECT

public:
    explicit EngineClient(QString controlFile, QObject* parent = nullptr);
    ~EngineClient() override;

    void start(); // nothing is looked for before

    void setPreview(const QString& input, ui::CommandDone done) override;
    void cut(ui::CommandDone done) override;
    void mix(ui::CommandDone done) override;
    void wishPictures(std::vector<core::PreviewWish> wishes) override;

private:
    void connectSocket();
    void tryToConnect();
    void sayHello();
    void takeText(const QString& text);
    void takeReply(const core::ControlReply& reply);
    void takePicture(const QByteArray& message);
    void lose(const QString& reason);
    void setConnection(ui::ConnectionPhase phase, const QString& reason);
    void subscribe();
    template <typename Command>
    void send(Command command, ui::CommandDone done);

    QString m_controlFile;
    std::string m_token; // of the engine that is being reached
    QWebSocket m_socket;
    QTimer m_retry;
    QTimer m_silence;
    ui::Connection m_connection;
    bool m_isTrying = false; // between opening the socket and losing it
    std::uint64_t m_lastId = 0;
    std::map<std::uint64_t, ui::CommandDone> m_underWay;
    std::vector<core::PreviewWish> m_wishes;
};

} // namespace tally::app
