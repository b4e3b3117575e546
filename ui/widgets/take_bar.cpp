// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/take_bar.h"

#include "ui/model/switcher_model.h"
#include "ui/model/switching.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/dynamic_property.h"
#include "ui/widgets/hardware_button.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tally::ui {

namespace {

constexpr auto kRefusalShown = 6s; // long enough to be read by someone who looked at the monitors

} // namespace

TakeBar::TakeBar(const SwitcherModel& switcher, Switching& switching, QWidget* parent)
    : QWidget(parent),
      m_switcher(switcher),
      m_cut(new HardwareButton(tr("CUT"), tr("Space"), this)),
      m_auto(new HardwareButton(tr("AUTO"), tr("Enter"), this)),
      m_message(new QLabel(this)) {
    buildLayout();
    connectSignals(switching);
    refresh();
    showHint();
}

void TakeBar::buildLayout() {
    m_cut->setObjectName(u"cut"_s);
    m_auto->setObjectName(u"auto"_s);
    m_message->setObjectName(u"takeMessage"_s);
    m_message->setWordWrap(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_cut);
    layout->addWidget(m_auto);
    layout->addSpacing(12);
    layout->addWidget(m_message, 1);
}

void TakeBar::connectSignals(Switching& switching) {
    m_refusalEnds.setSingleShot(true);
    m_refusalEnds.setInterval(kRefusalShown);
    connect(m_cut, &HardwareButton::clicked, &switching, &Switching::cut);
    connect(m_auto, &HardwareButton::clicked, &switching, &Switching::mix);
    connect(&switching, &Switching::refused, this, &TakeBar::showRefusal);
    connect(&switching, &Switching::accepted, this, &TakeBar::showHint);
    connect(&m_refusalEnds, &QTimer::timeout, this, &TakeBar::showHint);
    connect(&m_switcher, &SwitcherModel::changed, this, &TakeBar::refresh);
}

void TakeBar::refresh() {
    const bool isLive = m_switcher.isLive();
    // The keys stay enabled while the engine is away: a press is then refused in words, where a dead key says nothing.
    const bool runs = isLive && m_switcher.state()->transition;
    m_auto->setLamp(runs ? ButtonLamp::onAir : ButtonLamp::dark);
    if (runs) {
        m_auto->setSecondLine(tr("%1 f left").arg(m_switcher.state()->transition->framesLeft));
    } else {
        m_auto->setSecondLine(isLive ? tr("mix %1 f").arg(m_switcher.state()->transitionFrames) : tr("no engine"));
    }
    m_cut->setSecondLine(isLive ? tr("at once") : tr("no engine"));
}

void TakeBar::showRefusal(const QString& sentence) {
    m_message->setText(sentence);
    setDynamicProperty(*m_message, "kind", u"fault"_s);
    m_refusalEnds.start();
}

void TakeBar::showHint() {
    m_refusalEnds.stop();
    m_message->setText(tr("<b>1–9</b> or a click: to preview &nbsp;·&nbsp; <b>Shift + 1–9</b>: straight to air"));
    setDynamicProperty(*m_message, "kind", u"hint"_s);
}

} // namespace tally::ui
