// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dynamic_property.h"

#include <QList>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace tally::ui {

void setDynamicProperty(QWidget& widget, const char* name, const QString& value) {
    if (widget.property(name).toString() == value) {
        return; // polishing is dear, and this is called a few times a second
    }
    widget.setProperty(name, value);
    // Qt polishes children only when the sheet itself changes, yet rules such as `#a[lamp="x"] QLabel` are about them.
    auto touched = widget.findChildren<QWidget*>();
    touched.prepend(&widget);
    for (QWidget* each : touched) {
        each->style()->unpolish(each);
        each->style()->polish(each);
    }
}

} // namespace tally::ui
