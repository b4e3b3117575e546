// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/live_switcher.h"

#include "gst/encode/first_segment.h"
#include "gst/input/slate.h"

#include <algorithm>

namespace tally::gst {
namespace {

core::Result<std::vector<Buffer>> drawSlates(const std::vector<InputSpec>& inputs, PictureShape shape) {
    std::vector<Buffer> slates;
    for (const InputSpec& input : inputs) {
        auto slate = drawSlate(shape, input.name.empty() ? input.id : input.name);
        if (!slate) {
            return core::propagate(slate);
        }
        slates.push_back(std::move(*slate));
    }
    return slates;
}

core::Status noSuchInput(const std::string& input) {
    return core::fail(core::ErrorCode::notFound, "there is no input " + input);
}

} // namespace

core::Result<std::unique_ptr<LiveSwitcher>>
LiveSwitcher::create(const ProgrammeProfile& profile, std::vector<InputSpec> inputs, const std::string& programme,
                     const std::string& preview, SwitcherListener& listener) {
    const FrameGrid grid(profile.frameRate);
    const PictureShape shape{profile.width, profile.height};
    auto slates = drawSlates(inputs, shape);
    if (!slates) {
        return core::propagate(slates);
    }
    auto pictures = PictureWall::create(inputs, shape, grid, listener);
    if (!pictures) {
        return core::propagate(pictures);
    }
    std::unique_ptr<LiveSwitcher> switcher(
        new LiveSwitcher(profile, std::move(inputs), std::move(*pictures), listener));
    ProgrammeBus bus(slates->size(), *switcher->indexOf(programme), *switcher->indexOf(preview));
    if (const auto started = switcher->start(profile, bus, std::move(*slates)); !started) {
        return core::propagate(started);
    }
    return switcher;
}

LiveSwitcher::LiveSwitcher(const ProgrammeProfile& profile, std::vector<InputSpec> inputs, PictureWall pictures,
                           SwitcherListener& listener)
    : m_inputs(std::move(inputs)),
      m_grid(profile.frameRate),
      m_firstFrame(kFirstSegment * core::PartGrid::of(profile.frameRate, profile.latency).framesPerSegment()),
      m_listener(listener),
      m_time(TimeBase::startingNow()),
      m_pictures(std::move(pictures)) {}

core::Status LiveSwitcher::start(const ProgrammeProfile& profile, ProgrammeBus bus, std::vector<Buffer> slates) {
    m_announced = {bus.programme(), bus.preview()};
    auto programme =
        ProgrammePipeline::create(profile, bus, m_inputs.size(), m_time, m_pictures.programme(), m_listener);
    if (!programme) {
        return core::propagate(programme);
    }
    m_programme = std::move(*programme);
    for (std::size_t index = 0; index < m_inputs.size(); ++index) {
        m_bridges.emplace_back(m_programme->pictureInput(index), m_grid, std::move(slates[index]),
                               m_pictures.input(m_inputs[index].id), m_programme->soundInput(index));
    }
    if (const auto started = m_programme->start(); !started) {
        return started;
    }
    superviseInputs({profile.width, profile.height});
    return {};
}

void LiveSwitcher::superviseInputs(PictureShape shape) {
    std::vector<InputSupervisor::Input> inputs;
    for (std::size_t index = 0; index < m_inputs.size(); ++index) {
        inputs.push_back({{m_inputs[index], shape, m_grid, m_time}, &m_bridges[index]});
    }
    m_supervisor = std::make_unique<InputSupervisor>(std::move(inputs), m_time, m_grid,
                                                     [this](RunningTime now, bool changed) { tick(now, changed); });
}

core::Status LiveSwitcher::setPreview(const std::string& input) {
    const auto index = indexOf(input);
    if (!index) {
        return noSuchInput(input);
    }
    return m_programme->withBus([&](ProgrammeBus& bus) { return bus.setPreview(*index); });
}

core::Status LiveSwitcher::cut() {
    return m_programme->withBus([](ProgrammeBus& bus) { return bus.cut(); });
}

core::Status LiveSwitcher::mix(std::uint32_t frames) {
    return m_programme->withBus([&](ProgrammeBus& bus) { return bus.mix(frames); });
}

core::Status LiveSwitcher::restartInput(const std::string& input) {
    if (!indexOf(input)) {
        return noSuchInput(input);
    }
    m_supervisor->restart(input);
    return {};
}

void LiveSwitcher::wishPictures(std::vector<PictureWish> wishes) {
    m_pictures.wish(wishes);
}

SwitcherStatus LiveSwitcher::status() const {
    const BusState bus = busState();
    SwitcherStatus status;
    status.programme = m_inputs[bus.programme].id;
    status.preview = m_inputs[bus.preview].id;
    if (bus.mixFrames != 0) {
        status.transitionFrames = bus.mixFrames;
        status.transitionFramesLeft = bus.mixFramesLeft;
    }
    status.frames = m_programme->frames();
    status.lateFrames = lateFrames(status.frames);
    status.inputs = m_supervisor->statuses();
    return status;
}

void LiveSwitcher::tick(RunningTime now, bool inputsChanged) {
    if (busChanged() || inputsChanged) {
        m_listener.statusChanged();
    }
    if (m_stallWatch.stalled(now, m_programme->frames())) {
        m_listener.failed({core::ErrorCode::timeout, "the programme makes no frames any more"});
    }
}

bool LiveSwitcher::busChanged() {
    const BusState state = busState();
    const bool changed = state != m_announced;
    m_announced = state;
    return changed;
}

LiveSwitcher::BusState LiveSwitcher::busState() const {
    return m_programme->withBus([](const ProgrammeBus& bus) {
        return BusState{bus.programme(), bus.preview(), bus.mixFrames(), bus.mixFramesLeft()};
    });
}

std::optional<std::size_t> LiveSwitcher::indexOf(const std::string& input) const {
    const auto found = std::ranges::find(m_inputs, input, &InputSpec::id);
    return found == m_inputs.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_inputs.begin()));
}

// Counted from where the tracks begin; and a frame is on its way through mixer and encoder for a while before it can be
// missed.
std::uint64_t LiveSwitcher::lateFrames(std::uint64_t frames) const {
    constexpr RunningTime kAllowance = std::chrono::milliseconds(500);
    const std::uint64_t due = m_grid.nearestFrame(m_time.now() - kAllowance - m_grid.startOf(m_firstFrame));
    return due > frames ? due - frames : 0;
}

} // namespace tally::gst
