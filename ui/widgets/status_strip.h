// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace tally::ui {

class SwitcherModel;

// The engine's figures along the window's foot. Lives on the GUI thread.
class StatusStrip : public QWidget {
    Q_OBJECT

public:
    // `switcher` outlives the strip.
    explicit StatusStrip(const SwitcherModel& switcher, QWidget* parent = nullptr);

private:
    void buildLayout();
    void refresh();

    const SwitcherModel& m_switcher;
    QLabel* m_picture;
    QLabel* m_frames;
    QLabel* m_late;
    QLabel* m_uplink;
    QLabel* m_backlog;
};

} // namespace tally::ui
