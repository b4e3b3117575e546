// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <QString>

namespace tally::ui {

class AdDeskModel;
class SwitcherModel;

enum class AirLamp { off, programme, fault };

// What the top bar says of the show, from both peers.
struct ShowFacts {
    QString event;
    AirLamp lamp = AirLamp::off;
    QString word; // "ON AIR", or what is known instead
    std::optional<std::chrono::milliseconds> onAirFor;
    std::optional<std::chrono::milliseconds> behindLive; // the server's newest part behind its clock
    std::optional<std::uint64_t> viewers;
};

// Only the server knows whether the programme reaches viewers, so without it "ON AIR" is never said.
ShowFacts showFacts(const SwitcherModel& switcher, const AdDeskModel& desk);

} // namespace tally::ui
