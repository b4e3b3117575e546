// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/connection_badge.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <algorithm>
#include <QPainter>
#include <QPolygonF>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

constexpr int kShape = 10;
constexpr int kTextLeft = kShape + 8;

} // namespace

ConnectionBadge::ConnectionBadge(const QString& peer, QWidget* parent) : QWidget(parent), m_peer(peer) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setConnection({});
}

void ConnectionBadge::setConnection(const Connection& connection) {
    m_connection = connection;
    setAccessibleName(m_peer + u' ' + word());
    setToolTip(connection.reason);
    updateGeometry();
    update();
}

QString ConnectionBadge::word() const {
    switch (m_connection.phase) {
    case ConnectionPhase::up:
        return tr("connected");
    case ConnectionPhase::connecting:
        return tr("connecting");
    case ConnectionPhase::away:
        return tr("away");
    case ConnectionPhase::notConfigured:
        break;
    }
    return tr("not set");
}

QSize ConnectionBadge::sizeHint() const {
    const int peer = QFontMetrics(wordFont(tokens::kBody, QFont::DemiBold)).horizontalAdvance(m_peer);
    const int state = QFontMetrics(wordFont(tokens::kBody)).horizontalAdvance(word());
    return {kTextLeft + std::max(peer, state) + 8, 36};
}

QColor ConnectionBadge::colour() const {
    switch (m_connection.phase) {
    case ConnectionPhase::up:
        return tokens::kPreview;
    case ConnectionPhase::connecting:
    case ConnectionPhase::away:
        return tokens::kFault;
    case ConnectionPhase::notConfigured:
        break;
    }
    return tokens::kSecondary;
}

void ConnectionBadge::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int middle = height() / 2;
    paintShape(painter, QRectF(1, middle - kShape / 2.0, kShape, kShape));
    painter.setFont(wordFont(tokens::kBody, QFont::DemiBold));
    painter.setPen(tokens::kText);
    painter.drawText(QRect(kTextLeft, middle - 17, width() - kTextLeft, 17), Qt::AlignBottom, m_peer);
    painter.setFont(wordFont(tokens::kBody));
    painter.setPen(m_connection.isUp() ? tokens::kSecondary : colour());
    painter.drawText(QRect(kTextLeft, middle, width() - kTextLeft, 17), Qt::AlignTop, word());
}

void ConnectionBadge::paintShape(QPainter& painter, const QRectF& where) const {
    painter.setPen(QPen(colour(), 2));
    painter.setBrush(m_connection.isUp() ? QBrush(colour()) : Qt::NoBrush);
    if (m_connection.phase == ConnectionPhase::away) {
        painter.drawPolygon(QPolygonF({{where.center().x(), where.top()}, where.bottomRight(), where.bottomLeft()}));
    } else {
        painter.drawEllipse(where.adjusted(1, 1, -1, -1));
    }
}

} // namespace tally::ui
