// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/links/server_link.h"

namespace tally::tests {

// A server that remembers what was asked; the test answers.
class FakeServer : public ui::ServerLink {
public:
    using ServerLink::ServerLink;

    void fire(const core::CueRequest& request) override { fired.push_back(request); }
    void readLedger() override { ++ledgerReads; }
    void setAttention(ui::Attention wanted) override { attention = wanted; }
    bool mayFire() const override { return hasToken; }

    void connectAt(core::WallTime when) { Q_EMIT connectionChanged({ui::ConnectionPhase::up, when, {}}); }
    void disconnectAt(core::WallTime when);
    void say(const core::EventStatus& status) { Q_EMIT statusRead(status); }
    void accept(const core::Cue& cue) { Q_EMIT cueFired(cue); }
    void refuse(std::uint32_t status, const std::string& detail);

    std::vector<core::CueRequest> fired;
    int ledgerReads = 0;
    ui::Attention attention = ui::Attention::watching;
    bool hasToken = true;
};

} // namespace tally::tests
