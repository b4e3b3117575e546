// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/bus.h"
#include "ui/model/slate.h"
#include "ui/model/tally.h"
#include "ui/pictures/picture_source.h"

#include <chrono>
#include <optional>

namespace tally::ui {

class SwitcherModel;

// All a monitor paints but the picture itself.
struct MonitorFacts {
    QString label; // "PVW", "PGM"
    Tally lamp = Tally::off;
    QString name;
    std::optional<std::chrono::milliseconds> remaining;
    std::optional<std::uint32_t> framesLeft; // of the transition that runs
    std::optional<PictureSource> source;
    std::optional<Slate> slate; // instead of the picture
    QString fault;              // over the picture: what is wrong with the input that is on this bus

    bool operator==(const MonitorFacts&) const = default;
};

MonitorFacts monitorFacts(Bus bus, const SwitcherModel& switcher);

} // namespace tally::ui
