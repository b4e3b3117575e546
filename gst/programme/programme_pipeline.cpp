// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/programme_pipeline.h"

#include "gst/base/elements.h"

#include <gst/video/video.h>

namespace tally::gst {

core::Result<std::unique_ptr<ProgrammePipeline>> ProgrammePipeline::create(const ProgrammeProfile& profile,
                                                                           ProgrammeBus bus, std::size_t inputs,
                                                                           TimeBase time, PictureTap& tap,
                                                                           SwitcherListener& listener) {
    std::unique_ptr<ProgrammePipeline> programme(new ProgrammePipeline(profile, bus, inputs, time, tap, listener));
    if (const auto built = programme->buildLadder(profile); !built) {
        return core::propagate(built);
    }
    return programme;
}

ProgrammePipeline::ProgrammePipeline(const ProgrammeProfile& profile, ProgrammeBus bus, std::size_t inputs,
                                     TimeBase time, PictureTap& tap, SwitcherListener& listener)
    : m_time(time),
      m_grid(profile.frameRate),
      m_framesPerSegment(core::PartGrid::of(profile.frameRate, profile.latency).framesPerSegment()),
      m_tap(tap),
      m_listener(listener),
      m_bus(bus),
      m_pipeline("programme"),
      m_pictures(m_pipeline, inputs, {profile.width, profile.height}, m_grid),
      m_sounds(m_pipeline, inputs),
      m_probe(Pad::adopt(gst_element_get_static_pad(m_pictures.output().get(), "src")),
              [this](GstPad& pad, GstBuffer*& frame) { frameMixed(pad, frame); }),
      m_messages(m_pipeline.bus(), [this](GstMessage& message) { messagePosted(message); }) {}

// Stopped before the members that its threads use go.
ProgrammePipeline::~ProgrammePipeline() {
    m_pipeline.setState(GST_STATE_NULL);
}

core::Status ProgrammePipeline::buildLadder(const ProgrammeProfile& profile) {
    const Element tee = makeElement("tee", "programme-pictures");
    m_pipeline.add(tee);
    const Caps caps = parseCaps(PictureShape{profile.width, profile.height}.caps(profile.frameRate));
    if (gst_element_link_filtered(m_pictures.output().get(), tee.get(), caps.get()) == FALSE) {
        return core::fail(core::ErrorCode::invalid, "the compositor does not make pictures of the profile");
    }
    auto ladder = EncoderLadder::create(m_pipeline, profile, tee, m_sounds.output(), m_time, m_listener);
    if (!ladder) {
        return core::propagate(ladder);
    }
    m_ladder = std::move(*ladder);
    return {};
}

core::Status ProgrammePipeline::start() {
    const auto levels = withBus([](ProgrammeBus& bus) { return bus.step(); });
    m_pictures.show(levels);
    m_sounds.show(levels);
    m_pipeline.keepTime(m_time, RunningTime::zero());
    if (m_pipeline.setState(GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        return core::fail(core::ErrorCode::unavailable, "the programme pipeline does not start");
    }
    return {};
}

void ProgrammePipeline::frameMixed(GstPad& pad, GstBuffer* frame) {
    const std::uint64_t index = m_grid.nearestFrame(RunningTime(static_cast<std::int64_t>(GST_BUFFER_PTS(frame))));
    if (index % m_framesPerSegment == 0) {
        requestKeyFrame(pad, frame);
    }
    m_tap.offer(frame, index);
    const auto levels = withBus([](ProgrammeBus& bus) { return bus.step(); });
    m_pictures.show(levels);
    m_sounds.show(levels);
}

// The GOP's length alone would leave the segment lines for good if ever a frame were lost before the encoders.
void ProgrammePipeline::requestKeyFrame(GstPad& pad, GstBuffer* frame) const {
    const GstClockTime time = GST_BUFFER_PTS(frame);
    gst_pad_push_event(&pad, gst_video_event_new_downstream_force_key_unit(time, time, time, FALSE, 0));
}

void ProgrammePipeline::messagePosted(GstMessage& message) {
    if (GST_MESSAGE_TYPE(&message) == GST_MESSAGE_ERROR) {
        m_listener.failed({core::ErrorCode::unavailable, "programme: " + describeError(message)});
    }
}

} // namespace tally::gst
