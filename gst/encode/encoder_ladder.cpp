// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/encode/encoder_ladder.h"

#include "gst/base/elements.h"
#include "gst/encode/encoder_text.h"

namespace tally::gst {
namespace {

core::PartGrid gridOf(const ProgrammeProfile& profile) {
    return core::PartGrid::of(profile.frameRate, profile.latency);
}

core::Status link(const Element& from, const Element& to) {
    if (gst_element_link(from.get(), to.get()) == FALSE) {
        return core::fail(core::ErrorCode::invalid, std::string("cannot link to ") + GST_OBJECT_NAME(to.get()));
    }
    return {};
}

core::Status addLinked(Pipeline& pipeline, const std::string& description, const Element& from) {
    const auto branch = pipeline.addBranch(description);
    return branch ? link(from, *branch) : core::Status(core::propagate(branch));
}

} // namespace

core::Result<std::unique_ptr<EncoderLadder>> EncoderLadder::create(Pipeline& pipeline, const ProgrammeProfile& profile,
                                                                   const Element& pictures, const Element& sounds,
                                                                   TimeBase time, SwitcherListener& listener) {
    std::unique_ptr<EncoderLadder> ladder(new EncoderLadder(profile, time, listener));
    if (const auto built = ladder->build(pipeline, profile, pictures, sounds); !built) {
        return core::propagate(built);
    }
    return ladder;
}

EncoderLadder::EncoderLadder(const ProgrammeProfile& profile, TimeBase time, SwitcherListener& listener)
    : m_audio(profile.audio, gridOf(profile), time, listener) {
    for (const VideoRendition& rendition : profile.video) {
        m_video.push_back(std::make_unique<VideoTrack>(rendition, gridOf(profile), time, listener));
    }
}

core::Status EncoderLadder::build(Pipeline& pipeline, const ProgrammeProfile& profile, const Element& pictures,
                                  const Element& sounds) {
    for (std::size_t index = 0; index < profile.video.size(); ++index) {
        const VideoRendition& rendition = profile.video[index];
        const std::string text = videoBranchText(profile, rendition, gridOf(profile));
        if (const auto added = addLinked(pipeline, text, pictures); !added) {
            return added;
        }
        m_receivers.push_back(std::make_unique<SampleReceiver>(
            pipeline.element(rendition.track.c_str()),
            [track = m_video[index].get()](Sample sample) { track->take(sample.get()); }));
    }
    if (const auto added = addLinked(pipeline, audioBranchText(profile.audio), sounds); !added) {
        return added;
    }
    m_receivers.push_back(std::make_unique<SampleReceiver>(pipeline.element(profile.audio.track.c_str()),
                                                           [this](Sample sample) { m_audio.take(sample.get()); }));
    return {};
}

} // namespace tally::gst
