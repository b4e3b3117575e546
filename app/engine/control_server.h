// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "core/result.h"
#include "gst/switcher.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <QObject>
#include <QTimer>
#include <vector>

class QWebSocketServer;

namespace tally::app {

class ControlPeer;

// The control socket (core/protocol/control.h, PROTOCOL.md): listens on loopback, says where in a file of mode 0600,
// has carried out what clients command, tells them the state on each change and once a second. Lives on the main
// thread.
class ControlServer : public QObject {
    Q_OBJECT

public:
    using Commands = std::function<core::Status(const core::IncomingMessage&)>;
    using State = std::function<core::EngineState()>;

    ControlServer(State state, Commands commands, QObject* parent = nullptr);
    ~ControlServer() override; // removes the file

    // Error: unavailable: the port is taken, or the file cannot be written.
    core::Status listen(std::uint16_t port, const std::filesystem::path& file);

    void noteChange(); // the state is sent soon, once for many changes
    // Of the input with this index in EngineState::inputs; absent: the programme.
    void offerPicture(const gst::PreviewPicture& picture, std::optional<std::uint16_t> inputIndex);

Q_SIGNALS:
    void wishesChanged(std::vector<tally::gst::PictureWish> wishes);

private:
    void admit();
    void carryOut(ControlPeer& peer, const core::IncomingMessage& message);
    void uniteWishes();
    void sendState();
    core::Status writeFile() const;
    std::vector<ControlPeer*> peers() const { return m_peers; } // a copy: one that is sent to may leave

    State m_state;
    Commands m_commands;
    QWebSocketServer* m_server;
    std::string m_token;
    std::filesystem::path m_file;
    QTimer m_soon;
    QTimer m_everySecond;
    QTimer m_pulse;
    std::vector<ControlPeer*> m_peers; // children
};

} // namespace tally::app
