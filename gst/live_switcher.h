// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/input_supervisor.h"
#include "gst/preview/picture_wall.h"
#include "gst/programme/programme_pipeline.h"
#include "gst/programme/stall_watch.h"
#include "gst/switcher.h"

#include <deque>
#include <memory>

namespace tally::gst {

// The switcher on GStreamer: puts the pieces together and passes commands on. Built, commanded and destroyed on one
// thread; status() is for any; the listener hears of changes on the supervisor's.
class LiveSwitcher : public Switcher {
public:
    // The arguments are those of createSwitcher(), checked.
    static core::Result<std::unique_ptr<LiveSwitcher>> create(const ProgrammeProfile& profile,
                                                              std::vector<InputSpec> inputs,
                                                              const std::string& programme, const std::string& preview,
                                                              SwitcherListener& listener);

    core::Status setPreview(const std::string& input) override;
    core::Status cut() override;
    core::Status mix(std::uint32_t frames) override;
    core::Status restartInput(const std::string& input) override;
    void wishPictures(std::vector<PictureWish> wishes) override;
    SwitcherStatus status() const override;

private:
    // What of the bus its watchers are told.
    struct BusState {
        std::size_t programme = 0;
        std::size_t preview = 0;
        std::uint32_t mixFrames = 0;
        std::uint32_t mixFramesLeft = 0;

        bool operator==(const BusState&) const = default;
    };

    LiveSwitcher(const ProgrammeProfile& profile, std::vector<InputSpec> inputs, PictureWall pictures,
                 SwitcherListener& listener);

    core::Status start(const ProgrammeProfile& profile, ProgrammeBus bus, std::vector<Buffer> slates);
    void superviseInputs(PictureShape shape);
    void tick(RunningTime now, bool inputsChanged);
    bool busChanged();
    BusState busState() const;
    std::optional<std::size_t> indexOf(const std::string& input) const;
    std::uint64_t lateFrames(std::uint64_t frames) const;

    const std::vector<InputSpec> m_inputs;
    const FrameGrid m_grid;
    const std::uint64_t m_firstFrame; // of the tracks
    SwitcherListener& m_listener;
    const TimeBase m_time; // the session begins

    PictureWall m_pictures;
    std::unique_ptr<ProgrammePipeline> m_programme;
    std::deque<InputBridge> m_bridges;

    StallWatch m_stallWatch;                       // the supervisor's thread
    BusState m_announced;                          // the supervisor's thread
    std::unique_ptr<InputSupervisor> m_supervisor; // the first to go: it stops the inputs
};

} // namespace tally::gst
