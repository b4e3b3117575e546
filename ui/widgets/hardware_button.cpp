// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hardware_button.h"

#include "ui/painting/monitor_painting.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace tally::ui {

namespace {

constexpr int kPadding = 10;
constexpr int kEdge = 3; // the key's front, lit from above

} // namespace

HardwareButton::HardwareButton(const QString& caption, const QString& keyName, QWidget* parent)
    : QAbstractButton(parent), m_keyName(keyName) {
    setText(caption);
    setAccessibleName(caption);
    setAccessibleDescription(tr("Key: %1").arg(keyName));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void HardwareButton::setSecondLine(const QString& text) {
    if (std::exchange(m_secondLine, text) != text) {
        update();
    }
}

void HardwareButton::setLamp(ButtonLamp lamp) {
    if (std::exchange(m_lamp, lamp) != lamp) {
        update();
    }
}

QSize HardwareButton::sizeHint() const {
    return {156, 56};
}

QColor HardwareButton::face() const {
    if (!isEnabled()) {
        return tokens::kPanel;
    }
    const QColor base = m_lamp == ButtonLamp::onAir ? tokens::kProgramme : tokens::kRaised;
    return isDown() ? base.darker(130) : underMouse() ? base.lighter(118) : base;
}

QColor HardwareButton::letters() const {
    if (!isEnabled()) {
        return m_lamp == ButtonLamp::onAir ? tokens::kProgramme : tokens::kSecondary;
    }
    switch (m_lamp) {
    case ButtonLamp::onAir:
        return Qt::white;
    case ButtonLamp::armed:
        return tokens::kFault;
    case ButtonLamp::dark:
        break;
    }
    return tokens::kText;
}

void HardwareButton::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF key = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isArmed = isEnabled() && m_lamp == ButtonLamp::armed;
    painter.setPen(isArmed ? tokens::kFault : tokens::kLine);
    painter.setBrush(face());
    painter.drawRoundedRect(key, tokens::kCorner, tokens::kCorner);
    if (isEnabled() && !isDown()) {
        painter.fillRect(QRectF(key.left() + 1, key.bottom() - kEdge, key.width() - 2, kEdge), face().darker(145));
    }
    const QRect room = rect().adjusted(kPadding, 0, -kPadding, -kEdge).translated(0, isDown() ? 1 : 0);
    paintKeyName(painter, room);
    paintCaption(painter, room);
    if (hasFocus()) {
        paintFocusRing(painter, rect());
    }
}

void HardwareButton::paintKeyName(QPainter& painter, const QRect& room) const {
    const QFont font = numberFont(tokens::kBody);
    const int width = QFontMetrics(font).horizontalAdvance(m_keyName) + 12;
    const QRectF cap(room.right() - width + 0.5, room.center().y() - 11 + 0.5, width, 22);
    const bool isLit = isEnabled() && m_lamp == ButtonLamp::onAir;
    painter.setPen(isLit ? QColor(Qt::white) : tokens::kLine.lighter(140));
    painter.setBrush(isLit ? Qt::NoBrush : QBrush(tokens::kBackground));
    painter.drawRoundedRect(cap, tokens::kCorner, tokens::kCorner);
    painter.setPen(isLit ? QColor(Qt::white) : tokens::kSecondary);
    painter.setFont(font);
    painter.drawText(cap, Qt::AlignCenter, m_keyName);
}

void HardwareButton::paintCaption(QPainter& painter, const QRect& room) const {
    QRect first = room;
    if (!m_secondLine.isEmpty()) {
        first.setBottom(room.center().y() + 2);
        painter.setFont(numberFont(tokens::kBody));
        painter.setPen(isEnabled() && m_lamp == ButtonLamp::onAir ? QColor(Qt::white) : tokens::kSecondary);
        painter.drawText(room.adjusted(0, room.height() / 2 + 2, 0, 0), Qt::AlignLeft | Qt::AlignTop, m_secondLine);
    }
    painter.setFont(labelFont(tokens::kClock));
    painter.setPen(letters());
    const int vertical = m_secondLine.isEmpty() ? Qt::AlignVCenter : Qt::AlignBottom;
    painter.drawText(first, Qt::AlignLeft | vertical, text());
}

void HardwareButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void HardwareButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace tally::ui
