// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/state_report.h"

#include <QLoggingCategory>
#include <utility>

namespace tally::app {
namespace {

core::SignalState signalOf(gst::InputSignal signal) {
    switch (signal) {
    case gst::InputSignal::starting:
        return core::SignalState::starting;
    case gst::InputSignal::ok:
        return core::SignalState::ok;
    case gst::InputSignal::lost:
        return core::SignalState::lost;
    }
    return core::SignalState::lost;
}

core::ProgrammeState outputOf(const gst::ProgrammeProfile& profile, const gst::SwitcherStatus& status,
                              core::WallTime since) {
    core::ProgrammeState output;
    output.width = profile.width;
    output.height = profile.height;
    output.frameRate =
        std::to_string(profile.frameRate.numerator) + "/" + std::to_string(profile.frameRate.denominator);
    output.onAirSince = since;
    output.frames = status.frames;
    output.lateFrames = status.lateFrames;
    return output;
}

} // namespace

StateReport::StateReport(const EngineConfig& config, core::WallTime now)
    : m_profile(config.programme), m_transitionFrames(config.transitionFrames), m_onAirSince(now) {
    for (const gst::InputSpec& input : config.inputs) {
        m_names[input.id] = input.name;
        m_signals[input.id].since = now;
    }
}

void StateReport::observe(const gst::SwitcherStatus& status, core::WallTime now) {
    if (status.programme != m_programme) {
        m_programme = status.programme;
        qInfo("programme: %s is on air", nameOf(m_programme).c_str());
    }
    for (const gst::InputStatus& input : status.inputs) {
        observeInput(input, now);
    }
}

void StateReport::observeInput(const gst::InputStatus& input, core::WallTime now) {
    Signal& signal = m_signals[input.id];
    if (signal.value == input.signal) {
        return;
    }
    const Signal before = std::exchange(signal, {input.signal, now});
    const std::string name = nameOf(input.id);
    switch (input.signal) {
    case gst::InputSignal::starting:
        qInfo("input %s: starting anew, slate meanwhile", name.c_str());
        break;
    case gst::InputSignal::lost:
        qWarning("input %s: lost, slate meanwhile: %s", name.c_str(), input.fault.c_str());
        break;
    case gst::InputSignal::ok:
        if (before.value == gst::InputSignal::lost) {
            qInfo("input %s: back after %.1f s", name.c_str(),
                  std::chrono::duration<double>(now - before.since).count());
        } else {
            qInfo("input %s: online", name.c_str());
        }
        break;
    }
}

std::string StateReport::nameOf(const std::string& input) const {
    const auto name = m_names.find(input);
    return name != m_names.end() ? name->second : input;
}

core::EngineState StateReport::make(const gst::SwitcherStatus& status, core::UplinkState uplink, core::WallTime now) {
    observe(status, now);
    core::EngineState state;
    state.revision = ++m_revision;
    state.programme = status.programme;
    state.preview = status.preview;
    if (status.transitionFrames) {
        state.transition = core::TransitionState{*status.transitionFrames, status.transitionFramesLeft};
    }
    state.transitionFrames = m_transitionFrames;
    for (const gst::InputStatus& input : status.inputs) {
        state.inputs.push_back(inputState(input));
    }
    state.uplink = std::move(uplink);
    state.output = outputOf(m_profile, status, m_onAirSince);
    state.engineTime = now;
    return state;
}

core::InputState StateReport::inputState(const gst::InputStatus& input) const {
    core::InputState state;
    state.id = input.id;
    state.name = nameOf(input.id);
    state.signal = signalOf(input.signal);
    state.since = m_signals.at(input.id).since;
    state.fault = input.signal == gst::InputSignal::lost ? std::optional(input.fault) : std::nullopt;
    state.restarts = input.restarts;
    state.remainingMs = input.remaining;
    return state;
}

} // namespace tally::app
