// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/bus_memory.h"
#include "app/engine/control_server.h"
#include "app/engine/engine_config.h"
#include "app/engine/state_report.h"
#include "app/engine/switcher_door.h"
#include "app/engine/switching_desk.h"
#include "app/engine/uplink.h"
#include "gst/switcher.h"

#include <functional>
#include <memory>
#include <QObject>

namespace tally::app {

// gst::createSwitcher, or a fake of it.
using MakeSwitcher = std::function<core::Result<std::unique_ptr<gst::Switcher>>(const EngineConfig& config,
                                                                                gst::SwitcherListener& listener)>;

// The engine's composition root: switcher, uplink and control socket, and what they tell each other.
// Lives on the main thread.
class Engine : public QObject {
    Q_OBJECT

public:
    Engine(EngineConfig config, MakeSwitcher makeSwitcher);
    ~Engine() override;

    // On air, and reachable. Error: what createSwitcher and ControlServer::listen say.
    core::Status start();
    // Off air: ends the inputs and encoders, and gives the uplink a second to bring out what is left. Then finished().
    void stop();

Q_SIGNALS:
    void failed(const QString& reason); // the programme cannot go on
    void finished();

private:
    core::Status startSwitcher();
    core::Status startControl();
    void connectMedia();
    void recallBuses();
    void noteChange();
    void offerPicture(const gst::PreviewPicture& picture);

    EngineConfig m_config;
    MakeSwitcher m_makeSwitcher;
    BusMemory m_memory;
    Uplink m_uplink;
    SwitcherDoor m_door;
    std::unique_ptr<gst::Switcher> m_switcher; // calls the door
    std::unique_ptr<StateReport> m_report;
    std::unique_ptr<SwitchingDesk> m_desk; // borrows the switcher
    std::unique_ptr<ControlServer> m_control;
};

} // namespace tally::app
