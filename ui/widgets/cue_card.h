// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/ad_desk_facts.h"

#include <QFrame>

class QLabel;
class QProgressBar;

namespace tally::ui {

// The cue that holds the slot, with the countdown to what comes next: start, out, or the end of the gap.
// Lives on the GUI thread.
class CueCard : public QFrame {
    Q_OBJECT

public:
    explicit CueCard(QWidget* parent = nullptr);

    void show(const AdDeskFacts& facts);

private:
    void buildLayout();
    void showNone(bool isCertain);
    QString phaseWord(const CueOnDesk& cue) const;

    QLabel* m_word;
    QLabel* m_countdown;
    QLabel* m_name;
    QProgressBar* m_progress;
};

} // namespace tally::ui
