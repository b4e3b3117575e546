// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/window_memory.h"

#include <QSettings>

namespace tally::app {

// The window's memory in the user's configuration folder: tallylight/studio.ini. Holds no secrets.
// Lives on the GUI thread.
class SettingsMemory : public ui::WindowMemory {
public:
    SettingsMemory();

    QByteArray geometry() const override;
    void keepGeometry(const QByteArray& geometry) override;

private:
    QSettings m_settings;
};

} // namespace tally::app
