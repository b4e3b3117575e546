// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/encode/encoder_ladder.h"
#include "gst/handles/bus_sync_handler.h"
#include "gst/handles/pad_probe.h"
#include "gst/preview/picture_tap.h"
#include "gst/programme/picture_mixer.h"
#include "gst/programme/programme_bus.h"
#include "gst/programme/sound_mixer.h"

#include <memory>
#include <mutex>
#include <optional>

namespace tally::gst {

// What is on air: the mixers, the encoders behind them, and who is where on the bus. Built, started and destroyed on
// one thread; the rest is for any.
class ProgrammePipeline {
public:
    // Error invalid: GStreamer does not take the profile.
    static core::Result<std::unique_ptr<ProgrammePipeline>> create(const ProgrammeProfile& profile, ProgrammeBus bus,
                                                                   std::size_t inputs, TimeBase time, PictureTap& tap,
                                                                   SwitcherListener& listener);
    ~ProgrammePipeline();

    ProgrammePipeline(const ProgrammePipeline&) = delete;
    ProgrammePipeline& operator=(const ProgrammePipeline&) = delete;

    const Element& pictureInput(std::size_t index) const { return m_pictures.input(index); } // an appsrc
    const Element& soundInput(std::size_t index) const { return m_sounds.input(index); }     // an appsrc

    core::Status start();

    // Runs `use(ProgrammeBus&)` between two frames.
    template <typename Use>
    auto withBus(Use use) {
        const std::lock_guard lock(m_mutex);
        return use(m_bus);
    }

    std::uint64_t frames() const { return m_ladder->frames(); } // encoded

private:
    ProgrammePipeline(const ProgrammeProfile& profile, ProgrammeBus bus, std::size_t inputs, TimeBase time,
                      PictureTap& tap, SwitcherListener& listener);

    core::Status buildLadder(const ProgrammeProfile& profile);
    void frameMixed(GstPad& pad, GstBuffer* frame);
    void requestKeyFrame(GstPad& pad, GstBuffer* frame) const;
    void messagePosted(GstMessage& message);

    const TimeBase m_time;
    const FrameGrid m_grid;
    const std::uint32_t m_framesPerSegment;
    PictureTap& m_tap;
    SwitcherListener& m_listener;

    std::mutex m_mutex; // m_bus
    ProgrammeBus m_bus;

    Pipeline m_pipeline;
    PictureMixer m_pictures;
    SoundMixer m_sounds;
    std::unique_ptr<EncoderLadder> m_ladder;
    PadProbe m_probe;
    BusSyncHandler m_messages;
};

} // namespace tally::gst
