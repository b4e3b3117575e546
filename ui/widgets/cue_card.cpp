// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cue_card.h"

#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/dynamic_property.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

constexpr int kSteps = 1000;

QString phaseName(const std::optional<CueOnDesk>& cue) {
    if (!cue) {
        return u"none"_s;
    }
    return cue->isOnAir() ? u"onAir"_s : cue->phase == core::CuePhase::over ? u"gap"_s : u"waiting"_s;
}

} // namespace

CueCard::CueCard(QWidget* parent)
    : QFrame(parent),
      m_word(new QLabel(this)),
      m_countdown(new QLabel(this)),
      m_name(new QLabel(this)),
      m_progress(new QProgressBar(this)) {
    setObjectName(u"cueCard"_s);
    buildLayout();
    showNone(false);
}

void CueCard::buildLayout() {
    m_word->setObjectName(u"cueWord"_s);
    m_word->setFont(labelFont(tokens::kBody));
    m_countdown->setObjectName(u"cueCountdown"_s);
    m_countdown->setFont(numberFont(tokens::kClock));
    m_name->setObjectName(u"cueName"_s);
    m_name->setMinimumWidth(0);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // elided: FIRE below must not move
    m_progress->setRange(0, kSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setAccessibleName(tr("Progress of the ad"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_word, 0, 0);
    layout->addWidget(m_countdown, 0, 1, Qt::AlignRight);
    layout->addWidget(m_name, 1, 0, 1, 2);
    layout->addWidget(m_progress, 2, 0, 1, 2);
}

void CueCard::show(const AdDeskFacts& facts) {
    setDynamicProperty(*this, "phase", phaseName(facts.cue));
    if (!facts.cue) {
        showNone(facts.knowsCues);
        return;
    }
    const CueOnDesk& cue = *facts.cue;
    m_word->setText(phaseWord(cue));
    m_countdown->setText(countdownText(cue.left));
    const QString name = cue.name + u" · "_s + cue.layout;
    m_name->setText(m_name->fontMetrics().elidedText(name, Qt::ElideRight, m_name->width()));
    m_name->setToolTip(name);
    m_progress->setValue(static_cast<int>(cue.progress * kSteps));
}

void CueCard::showNone(bool isCertain) {
    m_word->setText(isCertain ? tr("NO AD") : tr("UNKNOWN"));
    m_countdown->setText(u"--:--"_s);
    m_name->setText(isCertain ? tr("Only the programme is on screen.")
                              : tr("Only the server knows what is on screen."));
    m_name->setToolTip({});
    m_progress->setValue(0);
}

QString CueCard::phaseWord(const CueOnDesk& cue) const {
    if (cue.isOnAir()) {
        return tr("ON AIR · out in");
    }
    return cue.phase == core::CuePhase::over ? tr("GAP · free in") : tr("STARTS in");
}

} // namespace tally::ui
