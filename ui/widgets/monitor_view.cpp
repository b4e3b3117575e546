// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/monitor_view.h"

#include "ui/model/switcher_model.h"
#include "ui/painting/fit.h"
#include "ui/painting/monitor_painting.h"
#include "ui/pictures/picture_wall.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QPainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tally::ui {

namespace {

constexpr int kStrip = tokens::kRow;
constexpr auto kLastSeconds = 10s; // of a clip: emphasised

} // namespace

MonitorView::MonitorView(Bus bus, const SwitcherModel& switcher, const PictureWall& pictures, QWidget* parent)
    : QWidget(parent), m_bus(bus), m_switcher(switcher), m_pictures(pictures) {
    setAccessibleName(bus == Bus::preview ? tr("Preview monitor") : tr("Programme monitor"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&switcher, &SwitcherModel::changed, this, &MonitorView::refresh);
    refresh();
}

void MonitorView::refresh() {
    MonitorFacts facts = factsNow();
    const std::uint64_t number = facts.source ? m_pictures.newest(*facts.source).number : 0;
    if (facts == m_facts && number == m_pictureNumber) {
        return;
    }
    m_facts = std::move(facts);
    m_pictureNumber = number;
    const QString state = m_facts.slate ? m_facts.slate->headline + u' ' + m_facts.slate->detail : m_facts.fault;
    setAccessibleDescription(state.isEmpty() ? m_facts.name : m_facts.name + u", "_s + state);
    update();
}

QSize MonitorView::sizeHint() const {
    return {640, heightForWidth(640)};
}

QSize MonitorView::minimumSizeHint() const {
    return {240, heightForWidth(240)};
}

int MonitorView::heightForWidth(int width) const {
    return ((width - 2 * tokens::kTallyFrame) * 9 + 15) / 16 + kStrip + 2 * tokens::kTallyFrame;
}

MonitorFacts MonitorView::factsNow() const {
    MonitorFacts facts = monitorFacts(m_bus, m_switcher);
    if (facts.source && !facts.slate) {
        facts.slate = slateOf(m_pictures.newest(*facts.source), std::chrono::steady_clock::now());
    }
    return facts;
}

QRect MonitorView::frameRect() const {
    const int edges = 2 * tokens::kTallyFrame;
    const QSize picture = widescreenIn(size() - QSize(edges, edges + kStrip));
    QRect frame(QPoint(), picture + QSize(edges, edges + kStrip));
    frame.moveLeft((width() - frame.width()) / 2);
    return frame;
}

void MonitorView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRect frame = frameRect();
    const QRect inside =
        frame.adjusted(tokens::kTallyFrame, tokens::kTallyFrame, -tokens::kTallyFrame, -tokens::kTallyFrame);
    const QRect picture = inside.adjusted(0, 0, 0, -kStrip);
    paintContent(painter, picture);
    paintStrip(painter, QRect(inside.left(), picture.bottom() + 1, inside.width(), kStrip));
    paintFrame(painter, frame, tallyColour(m_facts.lamp), tokens::kTallyFrame);
}

void MonitorView::paintContent(QPainter& painter, const QRect& where) const {
    if (m_facts.slate) {
        paintSlate(painter, where, *m_facts.slate, m_switcher.isLive() ? tokens::kFault : tokens::kSecondary);
    } else if (m_facts.source) {
        paintPicture(painter, where, m_pictures.newest(*m_facts.source).image);
        paintFault(painter, where);
    }
}

void MonitorView::paintFault(QPainter& painter, const QRect& picture) const {
    if (m_facts.fault.isEmpty()) {
        return;
    }
    const QRect bar(picture.left(), picture.top(), picture.width(), tokens::kRow);
    painter.fillRect(bar, tokens::kProgramme); // the faulty source is on air: red, not amber
    painter.setFont(wordFont(tokens::kBody, QFont::DemiBold));
    painter.setPen(Qt::white);
    const QRect text = bar.adjusted(8, 0, -8, 0);
    painter.drawText(text, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_facts.fault, Qt::ElideRight, text.width()));
}

void MonitorView::paintStrip(QPainter& painter, const QRect& strip) const {
    painter.fillRect(strip, tokens::kPanel);
    const auto look = m_facts.lamp == Tally::off ? LampLook::dark : LampLook::lit;
    const QRect lamp = paintLamp(painter, strip, m_facts.label, tallyColour(m_facts.lamp), look);
    QRect room = strip.adjusted(lamp.width() + 8, 0, -8, 0);
    painter.setFont(numberFont(tokens::kTitle));
    if (m_facts.remaining) {
        const QString left = countdownText(*m_facts.remaining);
        painter.setPen(*m_facts.remaining <= kLastSeconds ? tokens::kFault : tokens::kText);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, left);
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(left) - 12);
    }
    if (m_facts.framesLeft) {
        const QString frames = tr("MIX %1 f").arg(*m_facts.framesLeft);
        painter.setPen(tokens::kProgramme);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, frames);
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(frames) - 12);
    }
    painter.setFont(wordFont(tokens::kTitle, QFont::Medium));
    painter.setPen(tokens::kText);
    painter.drawText(room, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_facts.name, Qt::ElideRight, room.width()));
}

} // namespace tally::ui
