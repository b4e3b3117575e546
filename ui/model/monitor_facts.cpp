// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/monitor_facts.h"

#include "ui/model/switcher_model.h"

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

void addInput(MonitorFacts& facts, Bus bus, std::uint16_t index, const core::InputState& input) {
    facts.name = QString::fromStdString(input.name);
    facts.remaining = input.remainingMs;
    const auto slate = slateOf(input);
    if (bus == Bus::preview) {
        facts.source = PictureSource{index};
        facts.slate = slate;
    } else if (slate) {
        // The programme goes on with the engine's slate in it: that picture is what viewers see, so it stays visible.
        facts.fault = slate->headline + u' ' + slate->detail;
    }
}

} // namespace

MonitorFacts monitorFacts(Bus bus, const SwitcherModel& switcher) {
    MonitorFacts facts;
    facts.label = tallyWord(bus == Bus::preview ? Tally::preview : Tally::programme);
    facts.slate = slateOf(switcher.connection());
    if (!switcher.isLive()) {
        return facts;
    }
    const core::EngineState& state = *switcher.state();
    const std::string& id = bus == Bus::preview ? state.preview : state.programme;
    facts.lamp = tallyOf(state, id);
    if (bus == Bus::preview && state.preview == state.programme) {
        facts.lamp = Tally::preview;
    }
    if (state.transition) {
        facts.framesLeft = state.transition->framesLeft;
    }
    if (bus == Bus::programme) {
        facts.source = PictureSource{};
    }
    if (const auto index = switcher.indexOf(id)) {
        addInput(facts, bus, *index, state.inputs[*index]);
    }
    return facts;
}

} // namespace tally::ui
