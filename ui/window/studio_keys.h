// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/studio_key.h"

#include <QObject>

class QWidget;

namespace tally::ui {

class AdDeskModel;
class Switching;

// The producer's keys in one window: they work whatever has the focus, so that Space after a click is still a cut, and
// are dead in text fields and dialogs. A key held down acts once. Lives on the GUI thread.
class StudioKeys : public QObject {
    Q_OBJECT

public:
    // All outlive this.
    StudioKeys(QWidget& window, Switching& switching, AdDeskModel& desk);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void act(const StudioKey& key);

    QWidget& m_window;
    Switching& m_switching;
    AdDeskModel& m_desk;
};

} // namespace tally::ui
