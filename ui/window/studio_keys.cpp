// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/studio_keys.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/switching.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace tally::ui {

namespace {

// Every widget that takes text asks for the input method, read-only ones do not.
bool takesText(const QWidget* widget) {
    return widget != nullptr && widget->testAttribute(Qt::WA_InputMethodEnabled);
}

} // namespace

StudioKeys::StudioKeys(QWidget& window, Switching& switching, AdDeskModel& desk)
    : QObject(&window), m_window(window), m_switching(switching), m_desk(desk) {
    // On the application: a filter on the window would see a key only after the focused button had clicked itself.
    qApp->installEventFilter(this);
}

bool StudioKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType()) {
        return false;
    }
    const auto& widget = static_cast<const QWidget&>(*watched);
    // A text field passes Enter on to its parents: whoever has the focus decides, not who is asked.
    if (widget.window() != &m_window || takesText(m_window.focusWidget())) {
        return false;
    }
    const auto& press = static_cast<const QKeyEvent&>(*event);
    const auto key = studioKey(press);
    if (key && !press.isAutoRepeat()) {
        act(*key);
    }
    return key.has_value();
}

void StudioKeys::act(const StudioKey& key) {
    switch (key.action) {
    case KeyAction::toPreview:
        return m_switching.toPreview(key.number);
    case KeyAction::toAir:
        return m_switching.toAir(key.number);
    case KeyAction::cut:
        return m_switching.cut();
    case KeyAction::mix:
        return m_switching.mix();
    case KeyAction::fire:
        return m_desk.fire();
    }
}

} // namespace tally::ui
