// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/studio_key.h"

#include <QGuiApplication>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

// Linux: the key's place on the keyboard plus 8, under X11 and Wayland alike.
constexpr quint32 kDigitRowFirst = 10;
constexpr quint32 kDigitRowLast = 18;

bool hasPlaces() {
    const QString platform = QGuiApplication::platformName();
    return platform == u"xcb"_s || platform.startsWith(u"wayland"_s);
}

// The digit row is read by place, not by character: on a French keyboard "1" is typed with Shift, and would go to air
// where preview was meant.
int digitOf(const QKeyEvent& event) {
    if (hasPlaces() && event.nativeScanCode() >= kDigitRowFirst && event.nativeScanCode() <= kDigitRowLast) {
        return static_cast<int>(event.nativeScanCode() - kDigitRowFirst) + 1;
    }
    return event.key() >= Qt::Key_1 && event.key() <= Qt::Key_9 ? event.key() - Qt::Key_0 : 0;
}

} // namespace

std::optional<StudioKey> studioKey(const QKeyEvent& event) {
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        return std::nullopt;
    }
    const bool hasShift = event.modifiers() & Qt::ShiftModifier;
    if (const int digit = digitOf(event); digit > 0) {
        return StudioKey{hasShift ? KeyAction::toAir : KeyAction::toPreview, digit};
    }
    if (hasShift) {
        return std::nullopt;
    }
    switch (event.key()) {
    case Qt::Key_Space:
        return StudioKey{KeyAction::cut};
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return StudioKey{KeyAction::mix};
    case Qt::Key_F1:
        return StudioKey{KeyAction::fire};
    default:
        return std::nullopt;
    }
}

} // namespace tally::ui
