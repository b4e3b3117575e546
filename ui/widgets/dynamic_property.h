// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace tally::ui {

// Sets a property that the style sheet selects by, on the widget, and lets the style look again at it and its children.
void setDynamicProperty(QWidget& widget, const char* name, const QString& value);

} // namespace tally::ui
