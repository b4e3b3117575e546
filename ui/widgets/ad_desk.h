// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/ad_desk_facts.h"

#include <QFrame>

class QLabel;
class QProgressBar;

namespace tally::ui {

class AdDeskModel;
class AsRunModel;
class AsRunView;
class CueCard;
class HardwareButton;

// The ad operator's panel: what is on air, who is ready, FIRE, and what was fired. Lives on the GUI thread.
class AdDesk : public QFrame {
    Q_OBJECT

public:
    // `model` outlives the panel.
    explicit AdDesk(AdDeskModel& model, QWidget* parent = nullptr);

    void refresh(); // countdowns run on: a few times a second

private:
    void buildLayout();
    void connectSignals();
    QLabel* titled(const QString& text);
    void showReadiness(const std::optional<Readiness>& readiness);
    void showFire(const AdDeskFacts& facts);
    void showNote(const AdDeskFacts& facts);

    AdDeskModel& m_model;
    CueCard* m_cue;
    QLabel* m_readyText;
    QProgressBar* m_readyBar;
    HardwareButton* m_fire;
    QLabel* m_reason;
    QLabel* m_note;
    AsRunView* m_asRun;
};

} // namespace tally::ui
