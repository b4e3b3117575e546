// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace tally::ui {

enum class ButtonLamp { dark, armed, onAir };

// A square key as on a switcher's panel: its caption, a smaller second line, and the keyboard's key printed on it. It
// takes no focus from the mouse, so that Space and Enter stay the producer's.
class HardwareButton : public QAbstractButton {
    Q_OBJECT

public:
    HardwareButton(const QString& caption, const QString& keyName, QWidget* parent = nullptr);

    void setSecondLine(const QString& text);
    void setLamp(ButtonLamp lamp);
    ButtonLamp lamp() const { return m_lamp; }
    const QString& secondLine() const { return m_secondLine; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QColor face() const;
    QColor letters() const;
    void paintKeyName(QPainter& painter, const QRect& room) const;
    void paintCaption(QPainter& painter, const QRect& room) const;

    QString m_keyName;
    QString m_secondLine;
    ButtonLamp m_lamp = ButtonLamp::dark;
};

} // namespace tally::ui
