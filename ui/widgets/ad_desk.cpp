// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ad_desk.h"

#include "ui/model/ad_desk_model.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/as_run_view.h"
#include "ui/widgets/cue_card.h"
#include "ui/widgets/dynamic_property.h"
#include "ui/widgets/hardware_button.h"

#include <algorithm>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tally::ui {

AdDesk::AdDesk(AdDeskModel& model, QWidget* parent)
    : QFrame(parent),
      m_model(model),
      m_cue(new CueCard(this)),
      m_readyText(new QLabel(this)),
      m_readyBar(new QProgressBar(this)),
      m_fire(new HardwareButton(tr("FIRE"), u"F1"_s, this)),
      m_reason(new QLabel(this)),
      m_note(new QLabel(this)),
      m_asRun(new AsRunView(model, this)) {
    setObjectName(u"adDesk"_s);
    setAccessibleName(tr("Ad desk"));
    buildLayout();
    connectSignals();
    refresh();
}

void AdDesk::buildLayout() {
    m_fire->setObjectName(u"fire"_s);
    m_fire->setSecondLine(tr("Squeezeback L · 10 s"));
    m_reason->setObjectName(u"fireReason"_s);
    m_note->setObjectName(u"deskNote"_s);
    m_readyText->setObjectName(u"readyText"_s);
    m_readyBar->setTextVisible(false);
    m_readyBar->setFixedHeight(6);
    m_readyBar->setAccessibleName(tr("Viewers ready"));
    for (QLabel* text : {m_reason, m_note, m_readyText}) {
        text->setWordWrap(true);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(titled(tr("AD DESK")));
    layout->addWidget(m_cue);
    layout->addWidget(m_readyText);
    layout->addWidget(m_readyBar);
    layout->addWidget(m_fire);
    layout->addWidget(m_reason);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(titled(tr("AS RUN")));
    layout->addWidget(m_asRun, 1);
}

void AdDesk::connectSignals() {
    connect(m_fire, &HardwareButton::clicked, &m_model, &AdDeskModel::fire);
    connect(&m_model, &AdDeskModel::changed, this, &AdDesk::refresh);
}

QLabel* AdDesk::titled(const QString& text) {
    auto* title = new QLabel(text, this);
    title->setObjectName(u"sectionTitle"_s);
    title->setFont(labelFont(tokens::kBody));
    return title;
}

void AdDesk::refresh() {
    const AdDeskFacts facts = m_model.facts();
    m_cue->show(facts);
    showReadiness(facts.readiness);
    showFire(facts);
    showNote(facts);
}

void AdDesk::showReadiness(const std::optional<Readiness>& readiness) {
    const bool isCounted = readiness && readiness->ready;
    const int viewers = readiness ? static_cast<int>(readiness->viewers) : 0;
    m_readyBar->setRange(0, std::max(1, viewers));
    m_readyBar->setValue(isCounted ? std::min(viewers, static_cast<int>(*readiness->ready)) : 0);
    if (!readiness) {
        m_readyText->setText(tr("viewers: unknown"));
    } else if (!isCounted) {
        m_readyText->setText(tr("viewers connected: %1").arg(countText(readiness->viewers)));
    } else {
        const QString cannot =
            readiness->cannot > 0 ? tr(" · %1 cannot show it").arg(countText(readiness->cannot)) : QString();
        m_readyText->setText(
            tr("viewers ready %1 of %2").arg(countText(*readiness->ready), countText(readiness->viewers)) + cannot);
    }
}

void AdDesk::showFire(const AdDeskFacts& facts) {
    const bool isOnAir = facts.cue && facts.cue->isOnAir();
    m_fire->setEnabled(facts.permission.isGiven());
    m_fire->setLamp(isOnAir ? ButtonLamp::onAir : facts.permission.isGiven() ? ButtonLamp::armed : ButtonLamp::dark);
    m_fire->setAccessibleDescription(facts.permission.isGiven() ? tr("Key: F1") : facts.permission.reason);
    m_reason->setText(facts.permission.isGiven() ? tr("Armed: goes on screen at the live edge, for every viewer on "
                                                      "the same picture.")
                                                 : facts.permission.reason);
}

void AdDesk::showNote(const AdDeskFacts& facts) {
    m_note->setText(clockText(facts.note.at) + u" · "_s + facts.note.text);
    m_note->setVisible(!facts.note.text.isEmpty());
    setDynamicProperty(*m_note, "kind", facts.note.kind == NoteKind::fault ? u"fault"_s : u"information"_s);
}

} // namespace tally::ui
