// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/away_notice.h"

#include "ui/text/time_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(AwayNotice)
};

// A peer that is being tried for the first time is not missed before that try has failed.
bool isMissed(const Connection& peer) {
    return peer.phase == ConnectionPhase::away || (peer.phase == ConnectionPhase::connecting && !peer.reason.isEmpty());
}

QString fault(const QString& name, const Connection& peer) {
    const QString text = peer.phase == ConnectionPhase::away
                             ? Tr::tr("%1 away since %2").arg(name, clockText(peer.since))
                             : Tr::tr("%1 not reached since %2").arg(name, clockText(peer.since));
    return peer.reason.isEmpty() ? text : text + u" ("_s + peer.reason + u')';
}

} // namespace

QString awayNotice(const Connection& engine, const Connection& server) {
    if (isMissed(engine) && isMissed(server)) {
        return fault(Tr::tr("Engine"), engine) + u"; "_s + fault(Tr::tr("server"), server) +
               Tr::tr(". Nothing can be switched or fired from here; both are tried again without end.");
    }
    if (isMissed(engine)) {
        return fault(Tr::tr("Engine"), engine) +
               (server.isUp() ? Tr::tr(". Nothing can be switched from here; ads can still be fired. Reconnecting.")
                              : Tr::tr(". Nothing can be switched from here. Reconnecting."));
    }
    if (isMissed(server)) {
        return fault(Tr::tr("Server"), server) +
               Tr::tr(
                   ". Ads cannot be fired. Switching works, and the engine keeps what it cannot send. Reconnecting.");
    }
    return {};
}

} // namespace tally::ui
