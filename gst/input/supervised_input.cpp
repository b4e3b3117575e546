// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/supervised_input.h"

namespace tally::gst {

SupervisedInput::SupervisedInput(InputPipeline::Context context, InputBridge& bridge, Reaper& reaper)
    : m_context(std::move(context)), m_bridge(bridge), m_reaper(reaper) {
    m_status.id = m_context.spec.id;
}

SupervisedInput::~SupervisedInput() {
    if (m_run) {
        m_reaper.take(std::move(m_run));
    }
}

bool SupervisedInput::tick(RunningTime now) {
    if (m_run) {
        watch(now);
    } else if (m_nextStart && now >= *m_nextStart) {
        start(now);
    }
    m_bridge.fill(now);
    return std::exchange(m_changed, false);
}

void SupervisedInput::restart(RunningTime now) {
    if (m_run) {
        m_reaper.take(std::move(m_run));
    }
    m_backOff.reset();
    m_okSince.reset();
    m_status.signal = InputSignal::starting;
    m_status.fault.clear();
    start(now);
}

InputStatus SupervisedInput::status() const {
    InputStatus status = m_status;
    status.remaining = m_run ? m_run->remaining() : std::nullopt;
    return status;
}

void SupervisedInput::start(RunningTime now) {
    m_nextStart.reset();
    m_status.restarts = m_starts++;
    m_changed = true;
    m_startedAt = now;
    auto run = InputRun::start(m_context, m_bridge);
    if (!run) {
        lose(now, run.error().detail);
        return;
    }
    m_run = std::move(*run);
}

void SupervisedInput::lose(RunningTime now, std::string fault) {
    if (m_run) {
        m_reaper.take(std::move(m_run));
    }
    m_okSince.reset();
    m_nextStart = now + m_backOff.next();
    m_status.signal = InputSignal::lost;
    m_status.fault = std::move(fault);
    m_changed = true;
}

void SupervisedInput::watch(RunningTime now) {
    if (!m_run->ended()) {
        watchSignal(now);
        return;
    }
    const auto fault = m_run->fault();
    lose(now, fault ? fault->detail : "the pipeline has stopped");
    if (fault && fault->code == core::ErrorCode::closed) {
        m_nextStart.reset(); // a clip that is not to loop is through: it plays again when it is restarted by hand
    }
}

void SupervisedInput::watchSignal(RunningTime now) {
    const auto arrival = lastArrival();
    if (!arrival) {
        if (now - m_startedAt > kStartDeadline) {
            lose(now, "no picture within 5 s of the start");
        }
        return;
    }
    if (now - *arrival > kStall) {
        lose(now, "no picture for 1 s");
        return;
    }
    if (m_status.signal != InputSignal::ok) {
        m_status.signal = InputSignal::ok;
        m_status.fault.clear();
        m_okSince = now;
        m_changed = true;
    }
    if (m_okSince && now - *m_okSince > kSteady) {
        m_backOff.reset();
    }
}

std::optional<RunningTime> SupervisedInput::lastArrival() const {
    const auto arrival = std::max(m_bridge.video.lastPicture(), m_bridge.audio.lastSound());
    return arrival && *arrival >= m_startedAt ? arrival : std::nullopt;
}

} // namespace tally::gst
