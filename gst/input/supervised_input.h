// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/back_off.h"
#include "gst/input/input_run.h"
#include "gst/input/reaper.h"

#include <memory>
#include <string>

namespace tally::gst {

// One input for the length of a session: starts its pipeline, sees that it fails, ends or stalls, closes it and starts
// it again, for ever. Lives on the supervisor's thread.
class SupervisedInput {
public:
    // A pipeline without a first picture after this long is started anew.
    static constexpr RunningTime kStartDeadline = std::chrono::seconds(5);
    // So is one that stops to deliver; its slate comes earlier (VideoBridge::kFreeze).
    static constexpr RunningTime kStall = std::chrono::seconds(1);
    // After this long with a signal the back-off begins at its shortest again.
    static constexpr RunningTime kSteady = std::chrono::seconds(5);

    SupervisedInput(InputPipeline::Context context, InputBridge& bridge, Reaper& reaper);
    SupervisedInput(SupervisedInput&&) noexcept = default;
    ~SupervisedInput(); // hands a run that goes on to the reaper

    // Once a frame. True: the signal, the fault or the count of restarts is another.
    bool tick(RunningTime now);

    void restart(RunningTime now); // by hand: at once

    const std::string& id() const { return m_status.id; }
    InputStatus status() const;

private:
    void start(RunningTime now);
    void lose(RunningTime now, std::string fault);
    void watch(RunningTime now);
    void watchSignal(RunningTime now);
    std::optional<RunningTime> lastArrival() const; // of this run

    const InputPipeline::Context m_context;
    InputBridge& m_bridge;
    Reaper& m_reaper;

    std::unique_ptr<InputRun> m_run;
    RunningTime m_startedAt{};
    std::optional<RunningTime> m_nextStart{RunningTime::min()}; // absent while it runs, and after a clip's end
    std::optional<RunningTime> m_okSince;
    std::uint64_t m_starts = 0;
    BackOff m_backOff;
    InputStatus m_status;
    bool m_changed = true;
};

} // namespace tally::gst
