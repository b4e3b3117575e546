// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/top_bar.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/show_facts.h"
#include "ui/model/switcher_model.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/connection_badge.h"
#include "ui/widgets/dynamic_property.h"
#include "ui/widgets/readout.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

constexpr int kMark = 32;

QString lampName(AirLamp lamp) {
    switch (lamp) {
    case AirLamp::programme:
        return u"programme"_s;
    case AirLamp::fault:
        return u"fault"_s;
    case AirLamp::off:
        break;
    }
    return u"off"_s;
}

} // namespace

TopBar::TopBar(const SwitcherModel& switcher, const AdDeskModel& desk, WallClock clock, QWidget* parent)
    : QWidget(parent),
      m_switcher(switcher),
      m_desk(desk),
      m_clock(std::move(clock)),
      m_product(new QLabel(u"TALLYLIGHT"_s, this)),
      m_event(new QLabel(this)),
      m_wall(new Readout(tr("WALL CLOCK"), this)),
      m_onAir(new Readout({}, this)),
      m_behindLive(new Readout(tr("BEHIND LIVE"), this)),
      m_viewers(new Readout(tr("VIEWERS"), this)),
      m_engine(new ConnectionBadge(tr("engine"), this)),
      m_server(new ConnectionBadge(tr("server"), this)) {
    setObjectName(u"topBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    buildLayout();
    connect(&switcher, &SwitcherModel::changed, this, &TopBar::refresh);
    connect(&desk, &AdDeskModel::changed, this, &TopBar::refresh);
    refresh();
}

void TopBar::buildLayout() {
    m_product->setObjectName(u"product"_s);
    m_product->setFont(labelFont(tokens::kSmall));
    m_event->setObjectName(u"event"_s);
    m_event->setFont(wordFont(tokens::kTitle, QFont::DemiBold));
    m_onAir->setObjectName(u"onAir"_s);
    m_behindLive->setToolTip(
        tr("The server's newest part, behind its own clock. Viewers add what their player holds back."));

    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_product);
    names->addWidget(m_event);
    names->setAlignment(Qt::AlignVCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 5);
    layout->setSpacing(8);
    layout->addWidget(mark());
    layout->addLayout(names);
    layout->addStretch();
    for (QWidget* part : std::initializer_list<QWidget*>{m_wall, m_onAir, m_behindLive, m_viewers}) {
        layout->addWidget(part);
    }
    layout->addStretch();
    layout->addWidget(m_engine);
    layout->addWidget(m_server);
}

QLabel* TopBar::mark() {
    auto* mark = new QLabel(this);
    mark->setPixmap(windowIcon().pixmap(QSize(kMark, kMark), devicePixelRatioF()));
    return mark;
}

void TopBar::refresh() {
    const ShowFacts facts = showFacts(m_switcher, m_desk);
    m_event->setText(facts.event.isEmpty() ? tr("No show") : facts.event);
    m_wall->setValue(clockText(m_clock()));
    m_onAir->setCaption(facts.word);
    m_onAir->setValue(facts.onAirFor ? durationText(*facts.onAirFor) : u"--:--:--"_s);
    setDynamicProperty(*m_onAir, "lamp", lampName(facts.lamp));
    m_behindLive->setValue(facts.behindLive ? secondsText(*facts.behindLive) : QString());
    m_viewers->setValue(facts.viewers ? countText(*facts.viewers) : QString());
    m_engine->setConnection(m_switcher.connection());
    m_server->setConnection(m_desk.connection());
}

} // namespace tally::ui
