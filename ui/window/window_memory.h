// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tally::ui {

// Keeps where the window was, for the next start. Lives on the GUI thread.
class WindowMemory {
public:
    virtual ~WindowMemory() = default;

    virtual QByteArray geometry() const = 0; // empty when none was kept
    virtual void keepGeometry(const QByteArray& geometry) = 0;
};

} // namespace tally::ui
