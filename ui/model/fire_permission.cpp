// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fire_permission.h"

#include "ui/text/time_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FirePermission)
};

QString serverReason(const Connection& server) {
    if (server.phase == ConnectionPhase::notConfigured) {
        return Tr::tr("No server was named: tallylight --help says how.");
    }
    const QString since = Tr::tr("The server has not been reached since %1.").arg(clockText(server.since));
    return server.reason.isEmpty() ? since : since + u" ("_s + server.reason + u')';
}

FirePermission blockedByServer(const FireSituation& situation) {
    if (!situation.server.isUp()) {
        return {FireBlock::noServer, serverReason(situation.server)};
    }
    if (!situation.hasToken) {
        return {FireBlock::noToken, Tr::tr("No admin token was given. Start with a --token-file.")};
    }
    if (!situation.status) {
        return {FireBlock::noEvent, Tr::tr("Waiting for the server's word on the event.")};
    }
    if (!situation.status->onAir) {
        return {FireBlock::nobodyOnAir, Tr::tr("Nothing is on air: the server gets no programme to put an ad over.")};
    }
    return {};
}

} // namespace

FirePermission firePermission(const FireSituation& situation) {
    if (FirePermission blocked = blockedByServer(situation); !blocked.isGiven()) {
        return blocked;
    }
    if (situation.waitsForAnswer) {
        return {FireBlock::waitingForAnswer, Tr::tr("Fired: waiting for the server's answer.")};
    }
    if (!situation.gapLeft) {
        return {};
    }
    const QString when = countdownText(*situation.gapLeft);
    return situation.cueHoldsSlot
               ? FirePermission{FireBlock::cueOnAir, Tr::tr("An ad holds the slot. Next may start in %1.").arg(when)}
               : FirePermission{FireBlock::gap, Tr::tr("The gap runs. Next may start in %1.").arg(when)};
}

} // namespace tally::ui
