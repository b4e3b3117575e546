// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/show_facts.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/switcher_model.h"

#include <QCoreApplication>

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ShowFacts)
};

void addServer(ShowFacts& facts, const core::EventStatus& status) {
    facts.event = QString::fromStdString(status.name);
    facts.viewers = status.viewers;
    facts.lamp = status.onAir ? AirLamp::programme : AirLamp::fault;
    facts.word = status.onAir ? Tr::tr("ON AIR") : Tr::tr("NOT ON AIR");
    if (status.onAir && status.liveEdge) {
        facts.behindLive = status.serverTime - *status.liveEdge;
    }
}

} // namespace

ShowFacts showFacts(const SwitcherModel& switcher, const AdDeskModel& desk) {
    ShowFacts facts;
    facts.onAirFor = switcher.onAirFor();
    if (switcher.state()) {
        facts.event = QString::fromStdString(switcher.state()->uplink.event);
    }
    if (desk.connection().isUp() && desk.status()) {
        addServer(facts, *desk.status());
    } else if (switcher.isLive()) {
        facts.word = Tr::tr("PROGRAMME");
    } else {
        facts.word = Tr::tr("OFF LINE");
    }
    return facts;
}

} // namespace tally::ui
