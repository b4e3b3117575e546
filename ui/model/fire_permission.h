// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "ui/links/connection.h"

#include <optional>
#include <QString>

// Whether FIRE can work now, and why not. Pure.
namespace tally::ui {

enum class FireBlock { nothing, noServer, noToken, noEvent, nobodyOnAir, waitingForAnswer, cueOnAir, gap };

struct FireSituation {
    Connection server;
    bool hasToken = false;
    std::optional<core::EventStatus> status;
    bool waitsForAnswer = false;
    bool cueHoldsSlot = false;                        // one is on screen or about to start
    std::optional<std::chrono::milliseconds> gapLeft; // until the next cue may start; absent: now
};

struct FirePermission {
    FireBlock block = FireBlock::nothing;
    QString reason; // for the operator; empty when FIRE works

    bool isGiven() const { return block == FireBlock::nothing; }
    bool operator==(const FirePermission&) const = default;
};

FirePermission firePermission(const FireSituation& situation);

} // namespace tally::ui
