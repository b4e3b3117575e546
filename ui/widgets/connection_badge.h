// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/links/connection.h"

#include <QWidget>

namespace tally::ui {

// A peer's name with a shape, a colour and a word for how it is reached: a full circle when up, a ring while it is
// being looked for, a triangle when away. Lives on the GUI thread.
class ConnectionBadge : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionBadge(const QString& peer, QWidget* parent = nullptr);

    void setConnection(const Connection& connection);
    QString word() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor colour() const;
    void paintShape(QPainter& painter, const QRectF& where) const;

    QString m_peer;
    Connection m_connection;
};

} // namespace tally::ui
