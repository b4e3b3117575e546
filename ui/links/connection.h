// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <QString>

namespace tally::ui {

enum class ConnectionPhase {
    notConfigured, // the studio was started without its address: nothing is tried
    connecting,    // never reached since the start; tried for ever
    up,
    away, // was up and is lost; tried for ever
};

// How one of the studio's two peers (engine, server) is to be reached right now.
struct Connection {
    ConnectionPhase phase = ConnectionPhase::notConfigured;
    core::WallTime since{}; // of this phase
    QString reason;         // for people, while connecting or away; may be empty

    bool isUp() const { return phase == ConnectionPhase::up; }
    bool operator==(const Connection&) const = default;
};

} // namespace tally::ui
