// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine.h"

#include "app/engine/machine_time.h"

#include <algorithm>
#include <QTimer>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kFlushDeadline = 1s;

TrackRates ratesOf(const gst::ProgrammeProfile& profile) {
    TrackRates rates{{profile.audio.track, profile.audio.kilobitsPerSecond}};
    for (const gst::VideoRendition& rendition : profile.video) {
        rates[rendition.track] = rendition.kilobitsPerSecond;
    }
    return rates;
}

auto inputWithId(const EngineConfig& config, const std::string& id) {
    return std::find_if(config.inputs.begin(), config.inputs.end(),
                        [&](const gst::InputSpec& input) { return input.id == id; });
}

} // namespace

Engine::Engine(EngineConfig config, MakeSwitcher makeSwitcher)
    : m_config(std::move(config)),
      m_makeSwitcher(std::move(makeSwitcher)),
      m_memory(m_config.controlFile),
      m_uplink(m_config.uplink, ratesOf(m_config.programme)) {}

Engine::~Engine() = default;

core::Status Engine::start() {
    recallBuses();
    connectMedia();
    if (const core::Status started = startSwitcher(); !started) {
        return started;
    }
    return startControl();
}

void Engine::connectMedia() {
    connect(&m_door, &SwitcherDoor::trackArrived, &m_uplink, &Uplink::startTrack);
    connect(&m_door, &SwitcherDoor::partArrived, &m_uplink, &Uplink::add);
    connect(&m_door, &SwitcherDoor::pictureArrived, this, &Engine::offerPicture);
    connect(&m_door, &SwitcherDoor::statusMoved, this, &Engine::noteChange);
    connect(&m_door, &SwitcherDoor::switcherFailed, this, &Engine::failed);
    connect(&m_uplink, &Uplink::stateChanged, this, &Engine::noteChange);
}

core::Status Engine::startSwitcher() {
    auto switcher = m_makeSwitcher(m_config, m_door);
    if (!switcher) {
        return core::propagate(switcher);
    }
    m_switcher = std::move(*switcher);
    m_report = std::make_unique<StateReport>(m_config, machineTime());
    m_desk = std::make_unique<SwitchingDesk>(*m_switcher, m_config.transitionFrames);
    return {};
}

core::Status Engine::startControl() {
    m_control = std::make_unique<ControlServer>(
        [this] { return m_report->make(m_switcher->status(), m_uplink.state(), machineTime()); },
        [this](const core::IncomingMessage& message) {
            const core::Status done = m_desk->carryOut(message, std::chrono::steady_clock::now());
            noteChange();
            return done;
        });
    connect(m_control.get(), &ControlServer::wishesChanged, this,
            [this](std::vector<gst::PictureWish> wishes) { m_switcher->wishPictures(std::move(wishes)); });
    return m_control->listen(m_config.controlPort, m_config.controlFile);
}

void Engine::stop() {
    m_control.reset();
    m_desk.reset();
    m_switcher.reset();
    m_door.deliver();
    if (m_uplink.isDone()) {
        Q_EMIT finished();
        return;
    }
    connect(&m_uplink, &Uplink::done, this, &Engine::finished);
    QTimer::singleShot(kFlushDeadline, this, &Engine::finished);
}

// What was on air before this start, when an engine was killed: viewers get the same picture back.
void Engine::recallBuses() {
    const auto buses = m_memory.read();
    if (buses && inputWithId(m_config, buses->programme) != m_config.inputs.end() &&
        inputWithId(m_config, buses->preview) != m_config.inputs.end()) {
        m_config.startProgramme = buses->programme;
        m_config.startPreview = buses->preview;
    }
}

void Engine::noteChange() {
    if (!m_control) {
        return;
    }
    const gst::SwitcherStatus status = m_switcher->status();
    m_report->observe(status, machineTime());
    m_memory.remember({status.programme, status.preview});
    m_control->noteChange();
}

void Engine::offerPicture(const gst::PreviewPicture& picture) {
    if (!m_control) {
        return;
    }
    std::optional<std::uint16_t> index;
    if (picture.input) {
        index = static_cast<std::uint16_t>(inputWithId(m_config, *picture.input) - m_config.inputs.begin());
    }
    m_control->offerPicture(picture, index);
}

} // namespace tally::app
