// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/engine_config.h"
#include "core/protocol/control.h"
#include "gst/switcher.h"

#include <map>
#include <string>

namespace tally::app {

// Makes the state that clients get out of the switcher's, adds since when things are so, and writes a line into the log
// for each turn of events: a take, an input online, lost, back. Lives on the main thread.
class StateReport {
public:
    // What it says of the programme and the inputs' names is taken from the configuration; on air since `now`.
    StateReport(const EngineConfig& config, core::WallTime now);

    // To be called on each change of the switcher's status.
    void observe(const gst::SwitcherStatus& status, core::WallTime now);
    core::EngineState make(const gst::SwitcherStatus& status, core::UplinkState uplink, core::WallTime now);

private:
    struct Signal {
        gst::InputSignal value = gst::InputSignal::starting;
        core::WallTime since{};
    };

    void observeInput(const gst::InputStatus& input, core::WallTime now);
    std::string nameOf(const std::string& input) const;
    core::InputState inputState(const gst::InputStatus& input) const;

    gst::ProgrammeProfile m_profile;
    std::uint32_t m_transitionFrames;
    core::WallTime m_onAirSince;
    std::map<std::string, std::string> m_names; // by input id
    std::map<std::string, Signal> m_signals;    // by input id
    std::string m_programme;
    std::uint64_t m_revision = 0;
};

} // namespace tally::app
