// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine.h"

#include "app/engine/bus_memory.h"
#include "app/engine/machine_time.h"

#include <algorithm>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kTakeGuard = 1000ms; // a second press within it is a slip of the finger, not a wish

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
    return {.width = profile.width,
            .height = profile.height,
            .frameRate =
                std::to_string(profile.frameRate.numerator) + "/" + std::to_string(profile.frameRate.denominator),
            .onAirSince = since,
            .frames = status.frames,
            .lateFrames = status.lateFrames};
}

template <typename Command>
core::Status with(const core::IncomingMessage& message, const std::function<core::Status(const Command&)>& carry) {
    const auto command = message.as<Command>();
    return command ? carry(*command) : core::Status(core::propagate(command));
}

} // namespace

Engine::Engine(EngineConfig config) : m_config(std::move(config)), m_uplink(m_config.uplink) {
    connect(&m_uplink, &Uplink::stateChanged, this, &Engine::statusChanged);
}

Engine::~Engine() = default;

core::Status Engine::start() {
    recallBuses();
    m_control = std::make_unique<ControlServer>(
        [this] { return state(); }, [this](const core::IncomingMessage& message) { return carryOut(message); });
    auto switcher =
        gst::createSwitcher(m_config.programme, m_config.inputs, m_config.startProgramme, m_config.startPreview, *this);
    if (!switcher) {
        return core::propagate(switcher);
    }
    m_switcher = std::move(*switcher);
    m_onAirSince = machineTime();
    connect(m_control.get(), &ControlServer::wishesChanged, this,
            [this](std::vector<gst::PictureWish> wishes) { m_switcher->wishPictures(std::move(wishes)); });
    return m_control->listen(m_config.controlPort, m_config.controlFile);
}

void Engine::trackStarted(const std::string& track, const core::TrackFormat&, core::SharedBytes init) {
    QMetaObject::invokeMethod(
        this, [this, name = QString::fromStdString(track), init = std::move(init)] { m_uplink.startTrack(name, init); },
        Qt::QueuedConnection);
}

void Engine::partEncoded(gst::EncodedPart part) {
    QMetaObject::invokeMethod(
        this, [this, part = std::move(part)] { m_uplink.add(part); }, Qt::QueuedConnection);
}

void Engine::pictureReady(gst::PreviewPicture picture) {
    QMetaObject::invokeMethod(
        this, [this, picture = std::move(picture)] { m_control->offerPicture(picture, m_config.inputs); },
        Qt::QueuedConnection);
}

void Engine::statusChanged() {
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_control && m_switcher) {
                rememberBuses();
                m_control->noteChange();
            }
        },
        Qt::QueuedConnection);
}

void Engine::failed(core::Error error) {
    QMetaObject::invokeMethod(
        this, [this, reason = QString::fromStdString(error.detail)] { Q_EMIT failed(reason); }, Qt::QueuedConnection);
}

core::Status Engine::carryOut(const core::IncomingMessage& message) {
    core::Status done;
    if (message.is<core::SetPreview>()) {
        done =
            with<core::SetPreview>(message, [&](const auto& command) { return m_switcher->setPreview(command.input); });
    } else if (message.is<core::RestartInput>()) {
        done = with<core::RestartInput>(message,
                                        [&](const auto& command) { return m_switcher->restartInput(command.input); });
    } else if (message.is<core::Cut>() || message.is<core::Auto>()) {
        done = take(message);
    } else {
        done =
            core::fail(core::ErrorCode::invalid, "'" + std::string(message.type()) + "' is no command of this engine");
    }
    rememberBuses();
    return done;
}

core::Status Engine::take(const core::IncomingMessage& message) {
    const auto now = std::chrono::steady_clock::now();
    if (m_lastTake && now - *m_lastTake < kTakeGuard) {
        return core::fail(core::ErrorCode::conflict, "ignored: less than a second after the last take");
    }
    const core::Status done =
        message.is<core::Cut>() ? m_switcher->cut() : with<core::Auto>(message, [&](const core::Auto& command) {
            return m_switcher->mix(std::clamp(command.frames.value_or(m_config.transitionFrames), 1U, 600U));
        });
    if (done) {
        m_lastTake = now;
    }
    return done;
}

core::EngineState Engine::state() {
    const gst::SwitcherStatus status = m_switcher->status();
    core::EngineState state;
    state.revision = ++m_revision;
    state.programme = status.programme;
    state.preview = status.preview;
    if (status.transitionFrames) {
        state.transition = core::TransitionState{*status.transitionFrames, status.transitionFramesLeft};
    }
    state.transitionFrames = m_config.transitionFrames;
    for (std::size_t i = 0; i < status.inputs.size(); ++i) {
        const gst::InputStatus& input = status.inputs[i];
        auto& [signal, since] = m_signals.try_emplace(input.id, input.signal, machineTime()).first->second;
        if (signal != input.signal) {
            signal = input.signal;
            since = machineTime();
        }
        state.inputs.push_back({.id = input.id,
                                .name = m_config.inputs[i].name,
                                .signal = signalOf(input.signal),
                                .since = since,
                                .fault = input.fault.empty() ? std::nullopt : std::optional(input.fault),
                                .restarts = input.restarts,
                                .remainingMs = input.remaining});
    }
    state.uplink = m_uplink.state();
    state.output = outputOf(m_config.programme, status, m_onAirSince);
    state.engineTime = machineTime();
    return state;
}

void Engine::rememberBuses() {
    const gst::SwitcherStatus status = m_switcher->status();
    const std::string buses = status.programme + "\n" + status.preview;
    if (buses != m_remembered) {
        m_remembered = buses;
        BusMemory(m_config.controlFile).write({status.programme, status.preview});
    }
}

void Engine::recallBuses() {
    const auto has = [&](const std::string& id) {
        return std::any_of(m_config.inputs.begin(), m_config.inputs.end(),
                           [&](const gst::InputSpec& input) { return input.id == id; });
    };
    const auto buses = BusMemory(m_config.controlFile).read();
    if (buses && has(buses->programme) && has(buses->preview)) {
        m_config.startProgramme = buses->programme;
        m_config.startPreview = buses->preview;
    }
}

} // namespace tally::app
