// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cue/timing.h"
#include "ui/model/fire_permission.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <QString>

// What the ad desk shows at one moment. Values only.
namespace tally::ui {

struct CueOnDesk {
    QString name;
    QString layout;
    core::CuePhase phase = core::CuePhase::before;
    std::chrono::milliseconds left{0}; // to the start before it, to the end on air, of the gap after it
    double progress = 0;               // 0 to 1 of the phase that `left` counts

    bool isOnAir() const { return phase != core::CuePhase::before && phase != core::CuePhase::over; }
};

struct Readiness {
    std::uint64_t viewers = 0;          // connected
    std::optional<std::uint64_t> ready; // of them, have the creative; absent when there is no cue to be ready for
    std::uint64_t cannot = 0;           // can show nothing of it
};

enum class NoteKind { information, fault };

// The last thing that happened at the desk.
struct DeskNote {
    NoteKind kind = NoteKind::information;
    core::WallTime at{}; // this machine's time: an old refusal must not pass for a new one
    QString text;
};

struct AdDeskFacts {
    FirePermission permission;
    bool knowsCues = false;             // the server is there: no cue means no ad
    std::optional<CueOnDesk> cue;       // on air, waiting, or with its gap running
    std::optional<Readiness> readiness; // absent while the server is not reached
    DeskNote note;
};

} // namespace tally::ui
