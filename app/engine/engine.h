// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/control_server.h"
#include "app/engine/engine_config.h"
#include "app/engine/uplink.h"
#include "gst/switcher.h"

#include <chrono>
#include <memory>
#include <optional>
#include <QObject>

namespace tally::app {

// The engine's composition root: switcher, uplink and control socket, and what they tell each other.
// Lives on the main thread; the listener's calls come from GStreamer's threads and cross by one queued call each.
class Engine : public QObject, private gst::SwitcherListener {
    Q_OBJECT

public:
    explicit Engine(EngineConfig config);
    ~Engine() override;

    // Error: what createSwitcher and ControlServer::listen say.
    core::Status start();

Q_SIGNALS:
    void failed(const QString& reason); // the programme cannot go on

private:
    void trackStarted(const std::string& track, const core::TrackFormat& format, core::SharedBytes init) override;
    void partEncoded(gst::EncodedPart part) override;
    void pictureReady(gst::PreviewPicture picture) override;
    void statusChanged() override;
    void failed(core::Error error) override;

    core::Status carryOut(const core::IncomingMessage& message);
    core::Status take(const core::IncomingMessage& message);
    core::EngineState state();
    void rememberBuses();
    void recallBuses();

    EngineConfig m_config;
    Uplink m_uplink;
    std::unique_ptr<ControlServer> m_control;
    core::WallTime m_onAirSince{};
    std::map<std::string, std::pair<gst::InputSignal, core::WallTime>> m_signals; // since when
    std::optional<std::chrono::steady_clock::time_point> m_lastTake;
    std::uint64_t m_revision = 0;
    std::string m_remembered;
    std::unique_ptr<gst::Switcher> m_switcher; // last: goes first, and calls no more
};

} // namespace tally::app
