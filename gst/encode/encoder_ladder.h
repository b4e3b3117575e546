// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/part_grid.h"
#include "gst/base/picture_shape.h"
#include "gst/base/pipeline.h"
#include "gst/encode/audio_track.h"
#include "gst/encode/video_track.h"
#include "gst/handles/sample_receiver.h"

#include <memory>
#include <vector>

namespace tally::gst {

// The encoders of all renditions behind the mixers, each with a streaming thread of its own. Built and destroyed on
// one thread; frames() is for any.
class EncoderLadder {
public:
    // Adds the encoders to `pipeline` and links them to the two mixers. Error: the pipeline cannot be built.
    static core::Result<std::unique_ptr<EncoderLadder>> create(Pipeline& pipeline, const ProgrammeProfile& profile,
                                                               const Element& pictures, const Element& sounds,
                                                               TimeBase time, SwitcherListener& listener);

    std::uint64_t frames() const { return m_video.front()->frames(); } // of the best rendition

private:
    EncoderLadder(const ProgrammeProfile& profile, TimeBase time, SwitcherListener& listener);

    core::Status build(Pipeline& pipeline, const ProgrammeProfile& profile, const Element& pictures,
                       const Element& sounds);

    std::vector<std::unique_ptr<VideoTrack>> m_video;
    AudioTrack m_audio;
    std::vector<std::unique_ptr<SampleReceiver>> m_receivers;
};

} // namespace tally::gst
