// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/ad_desk_model.h"

#include "ui/links/server_link.h"
#include "ui/model/layout_name.h"
#include "ui/text/time_text.h"

#include <algorithm>
#include <QUuid>

using namespace std::chrono_literals;

namespace tally::ui {

namespace {

constexpr auto kDuration = 10s;      // the IAB's least for a squeezeback
constexpr auto kCountsComeFor = 30s; // after a cue's end viewers still send what they saw

core::CueRequest newRequest() {
    core::CueRequest request;
    request.format = core::LayoutFormat::squeezebackL;
    request.durationMs = kDuration;
    request.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    return request;
}

// What the desk counts down to in a phase.
core::WallTime endOf(core::CuePhase phase, const core::CueTimes& times) {
    switch (phase) {
    case core::CuePhase::before:
        return times.start;
    case core::CuePhase::over:
        return times.released;
    default:
        return times.end;
    }
}

double fraction(std::chrono::milliseconds left, std::chrono::milliseconds whole) {
    return whole.count() <= 0
               ? 1.0
               : std::clamp(1.0 - static_cast<double>(left.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
}

} // namespace

AdDeskModel::AdDeskModel(ServerLink& link, WallClock clock, QObject* parent)
    : QObject(parent), m_link(link), m_clock(std::move(clock)) {
    connect(&link, &ServerLink::connectionChanged, this, &AdDeskModel::takeConnection);
    connect(&link, &ServerLink::statusRead, this, &AdDeskModel::takeStatus);
    connect(&link, &ServerLink::cueFired, this, &AdDeskModel::takeFired);
    connect(&link, &ServerLink::fireRefused, this, &AdDeskModel::takeRefusal);
    connect(&link, &ServerLink::cuesRead, this, &AdDeskModel::takeCues);
    connect(&link, &ServerLink::reportRead, this, &AdDeskModel::takeReport);
}

void AdDeskModel::fire() {
    const FirePermission permission = firePermission(situation());
    if (!permission.isGiven()) {
        note(NoteKind::fault, tr("Not fired. %1").arg(permission.reason));
        return;
    }
    if (!m_unanswered) {
        m_unanswered = newRequest();
    }
    m_waitsForAnswer = true;
    note(NoteKind::information, tr("Fired: waiting for the server's answer."));
    m_link.fire(*m_unanswered);
}

AdDeskFacts AdDeskModel::facts() const {
    return {firePermission(situation()), m_connection.isUp(), cueOnDesk(), readiness(), m_note};
}

void AdDeskModel::takeConnection(const Connection& connection) {
    const bool wasUp = std::exchange(m_connection, connection).isUp();
    if (!wasUp && connection.isUp()) {
        m_link.readLedger();
    }
    Q_EMIT changed();
}

void AdDeskModel::takeStatus(const core::EventStatus& status) {
    m_status = status;
    m_programmeClock.hear(status, m_clock());
    if (ledgerMayBeStale()) {
        m_link.readLedger();
    }
    Q_EMIT changed();
}

void AdDeskModel::takeFired(const core::Cue& cue) {
    m_unanswered.reset();
    m_waitsForAnswer = false;
    m_cues.add(cue);
    m_link.readLedger();
    Q_EMIT ledgerChanged();
    note(NoteKind::information, tr("%1 starts at %2.").arg(cueName(cue), clockText(cue.start)));
}

void AdDeskModel::takeRefusal(const core::Problem& problem) {
    m_waitsForAnswer = false;
    m_link.readLedger(); // who fired the cue in the way may have been another desk
    if (problem.status == 0) {
        note(NoteKind::fault, tr("No answer from the server: the ad may or may not be on its way. FIRE again repeats "
                                 "the same ad, it is never shown twice."));
        return;
    }
    m_unanswered.reset();
    note(NoteKind::fault, tr("Refused: %1").arg(withLocalTimes(QString::fromStdString(problem.detail))));
}

void AdDeskModel::takeCues(const std::vector<core::Cue>& cues) {
    for (const core::Cue& cue : cues) {
        m_cues.add(cue);
    }
    Q_EMIT ledgerChanged();
    Q_EMIT changed();
}

void AdDeskModel::takeReport(const core::EventReport& report) {
    m_report = report;
    Q_EMIT ledgerChanged();
}

std::optional<core::WallTime> AdDeskModel::programmeNow() const {
    return m_programmeClock.at(m_clock());
}

FireSituation AdDeskModel::situation() const {
    FireSituation situation;
    situation.server = m_connection;
    situation.hasToken = m_link.mayFire();
    situation.status = m_status;
    situation.waitsForAnswer = m_waitsForAnswer;
    const auto now = programmeNow();
    const auto busyUntil = now ? m_cues.busyUntil(*now) : std::nullopt;
    if (busyUntil) {
        situation.gapLeft = *busyUntil - *now;
        situation.cueHoldsSlot = core::phaseAt(*m_cues.current(*now), *now) != core::CuePhase::over;
    }
    return situation;
}

std::optional<CueOnDesk> AdDeskModel::cueOnDesk() const {
    const auto now = programmeNow();
    const core::Cue* cue = now ? m_cues.current(*now) : nullptr;
    if (cue == nullptr) {
        return std::nullopt;
    }
    const core::CueTimes times = core::cueTimes(*cue);
    CueOnDesk desk{cueName(*cue), layoutName(cue->layout.format), core::phaseAt(*cue, *now)};
    desk.left = endOf(desk.phase, times) - *now;
    if (desk.phase != core::CuePhase::before) {
        desk.progress = fraction(desk.left, desk.isOnAir() ? cue->durationMs : cue->gapMs);
    }
    return desk;
}

std::optional<Readiness> AdDeskModel::readiness() const {
    if (!m_connection.isUp() || !m_status) {
        return std::nullopt;
    }
    Readiness readiness;
    readiness.viewers = m_status->viewers;
    if (!m_status->cues.empty()) {
        readiness.ready = m_status->cues.front().ready;
        readiness.cannot = m_status->cues.front().cannot;
    }
    return readiness;
}

bool AdDeskModel::ledgerMayBeStale() const {
    const bool hasUnknownCue = std::ranges::any_of(
        m_status->cues, [this](const core::CueReadiness& readiness) { return !m_cues.knows(readiness.cue); });
    const auto now = programmeNow();
    return hasUnknownCue || (now && std::ranges::any_of(m_cues.newestFirst(), [&](const core::Cue& cue) {
                                 return core::cueTimes(cue).end + kCountsComeFor > *now;
                             }));
}

void AdDeskModel::note(NoteKind kind, QString text) {
    m_note = {kind, m_clock(), std::move(text)};
    Q_EMIT changed();
}

} // namespace tally::ui
