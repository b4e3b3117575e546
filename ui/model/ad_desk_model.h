// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/measurement.h"
#include "ui/links/connection.h"
#include "ui/model/ad_desk_facts.h"
#include "ui/model/cue_ledger.h"
#include "ui/model/programme_clock.h"
#include "ui/model/wall_clock.h"

#include <optional>
#include <QObject>

namespace tally::ui {

class ServerLink;

// The ad operator's view of one event: fires cues and knows what became of them. Lives on the GUI thread.
class AdDeskModel : public QObject {
    Q_OBJECT

public:
    // `link` outlives the model.
    AdDeskModel(ServerLink& link, WallClock clock, QObject* parent = nullptr);

    // Sends one squeezeback L of 10 s when permitted; else leaves the reason as a note. After a lost answer the next
    // fire repeats that very cue, so that it is never shown twice.
    void fire();

    AdDeskFacts facts() const; // at this moment
    const Connection& connection() const { return m_connection; }
    const std::optional<core::EventStatus>& status() const { return m_status; }
    const CueLedger& cues() const { return m_cues; }
    const std::optional<core::EventReport>& report() const { return m_report; }

Q_SIGNALS:
    void changed();
    void ledgerChanged(); // cues or their counts

private:
    void takeConnection(const Connection& connection);
    void takeStatus(const core::EventStatus& status);
    void takeFired(const core::Cue& cue);
    void takeRefusal(const core::Problem& problem);
    void takeCues(const std::vector<core::Cue>& cues);
    void takeReport(const core::EventReport& report);

    std::optional<core::WallTime> programmeNow() const;
    FireSituation situation() const;
    std::optional<CueOnDesk> cueOnDesk() const;
    std::optional<Readiness> readiness() const;
    bool ledgerMayBeStale() const;
    void note(NoteKind kind, QString text);

    ServerLink& m_link;
    WallClock m_clock;
    Connection m_connection;
    std::optional<core::EventStatus> m_status;
    ProgrammeClock m_programmeClock;
    CueLedger m_cues;
    std::optional<core::EventReport> m_report;
    std::optional<core::CueRequest> m_unanswered; // kept over a lost answer
    bool m_waitsForAnswer = false;
    DeskNote m_note;
};

} // namespace tally::ui
