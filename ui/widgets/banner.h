// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace tally::ui {

class AdDeskModel;
class SwitcherModel;

// Under the top bar while a peer is away: since when, and what still works. Lives on the GUI thread.
class Banner : public QFrame {
    Q_OBJECT

public:
    // Both outlive the banner.
    Banner(const SwitcherModel& switcher, const AdDeskModel& desk, QWidget* parent = nullptr);

    QString text() const;

private:
    void refresh();

    const SwitcherModel& m_switcher;
    const AdDeskModel& m_desk;
    QLabel* m_text;
};

} // namespace tally::ui
