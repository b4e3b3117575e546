// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/wall_clock.h"

#include <QMainWindow>
#include <QTimer>

namespace tally::ui {

class AdDesk;
class AdDeskModel;
class MonitorView;
class Multiview;
class PictureWall;
class Switching;
class SwitcherModel;
class TopBar;
class WindowMemory;

// What the window is a view of; all outlive it.
struct StudioParts {
    SwitcherModel& switcher;
    Switching& switching;
    AdDeskModel& desk;
    const PictureWall& pictures;
    WindowMemory& memory;
    WallClock clock;
};

// The studio's window: arranges the panels and drives their painting. Closing it ends a view, not the show.
// Lives on the GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(StudioParts parts, QWidget* parent = nullptr);

Q_SIGNALS:
    void shownChanged(bool isShown); // false while minimised or hidden

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildLayout();
    QWidget* switcherSide();
    void connectSignals();
    void restoreState();

    StudioParts m_parts;
    TopBar* m_topBar;
    MonitorView* m_preview;
    MonitorView* m_programme;
    Multiview* m_inputs;
    AdDesk* m_adDesk;
    QTimer m_paintTimer;
    QTimer m_clockTimer;
};

} // namespace tally::ui
