// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace tally::ui {

class HardwareButton;
class Switching;
class SwitcherModel;

// CUT and AUTO, and why the last command did nothing. Lives on the GUI thread.
class TakeBar : public QWidget {
    Q_OBJECT

public:
    // Both outlive the bar.
    TakeBar(const SwitcherModel& switcher, Switching& switching, QWidget* parent = nullptr);

private:
    void buildLayout();
    void connectSignals(Switching& switching);
    void refresh();
    void showRefusal(const QString& sentence);
    void showHint();

    const SwitcherModel& m_switcher;
    HardwareButton* m_cut;
    HardwareButton* m_auto;
    QLabel* m_message;
    QTimer m_refusalEnds;
};

} // namespace tally::ui
