// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/wall_clock.h"

#include <QWidget>

class QLabel;

namespace tally::ui {

class AdDeskModel;
class ConnectionBadge;
class Readout;
class SwitcherModel;

// Show, clocks and peers along the window's top. Lives on the GUI thread.
class TopBar : public QWidget {
    Q_OBJECT

public:
    // The models outlive the bar.
    TopBar(const SwitcherModel& switcher, const AdDeskModel& desk, WallClock clock, QWidget* parent = nullptr);

    void refresh(); // clocks run on: a few times a second

private:
    void buildLayout();
    QLabel* mark();

    const SwitcherModel& m_switcher;
    const AdDeskModel& m_desk;
    WallClock m_clock;
    QLabel* m_product;
    QLabel* m_event;
    Readout* m_wall;
    Readout* m_onAir;
    Readout* m_behindLive;
    Readout* m_viewers;
    ConnectionBadge* m_engine;
    ConnectionBadge* m_server;
};

} // namespace tally::ui
