// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/audio_bridge.h"
#include "gst/input/video_bridge.h"

namespace tally::gst {

// Picture and sound of one input on their way into the programme. Each part says its threads.
struct InputBridge {
    InputBridge(Element pictureInput, FrameGrid grid, Buffer slate, PictureTap& tap, Element soundInput)
        : video(std::move(pictureInput), grid, std::move(slate), tap), audio(std::move(soundInput)) {}

    VideoBridge video;
    AudioBridge audio;

    void fill(RunningTime now) {
        video.fill(now);
        audio.fill(now);
    }
};

} // namespace tally::gst
