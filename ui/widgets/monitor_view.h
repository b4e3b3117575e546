// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/monitor_facts.h"

#include <QWidget>

namespace tally::ui {

class PictureWall;
class SwitcherModel;

// One bus: its picture in a frame of the bus's colour, under it the label, the input's name and the time it has left.
// Shows the newest picture whenever refresh() finds one. Lives on the GUI thread.
class MonitorView : public QWidget {
    Q_OBJECT

public:
    // Both outlive the view.
    MonitorView(Bus bus, const SwitcherModel& switcher, const PictureWall& pictures, QWidget* parent = nullptr);

    // Looks for a newer picture and newer facts; paints only when there are any.
    void refresh();
    const MonitorFacts& facts() const { return m_facts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MonitorFacts factsNow() const;
    QRect frameRect() const;
    void paintContent(QPainter& painter, const QRect& where) const;
    void paintFault(QPainter& painter, const QRect& picture) const;
    void paintStrip(QPainter& painter, const QRect& strip) const;

    Bus m_bus;
    const SwitcherModel& m_switcher;
    const PictureWall& m_pictures;
    MonitorFacts m_facts;
    std::uint64_t m_pictureNumber = 0;
};

} // namespace tally::ui
