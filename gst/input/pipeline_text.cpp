// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/pipeline_text.h"

namespace tally::gst {
namespace {

// A sink that takes no part in state changes: a clip without sound must not wait for its first sample for ever.
std::string appSink(const std::string& name, const std::string& sync) {
    return "appsink name=" + name + " async=false max-buffers=2 enable-last-sample=false sync=" + sync;
}

// The queues let the decoder work ahead: 8 pictures of 720p are 11 MiB.
std::string fileText(PictureShape shape) {
    return "uridecodebin name=source "
           "videoconvertscale name=picture method=bilinear n-threads=1 ! " +
           shape.caps() + " ! queue max-size-buffers=8 max-size-bytes=0 max-size-time=0 ! " + appSink("video", "true") +
           " audioconvert name=sound ! audioresample ! " + kSoundCaps +
           " ! queue max-size-buffers=0 max-size-bytes=0 max-size-time=500000000 ! " + appSink("audio", "true");
}

// The clock for people; the one for machines is painted in a probe on the source.
std::string clockText(bool wanted) {
    return wanted ? "clockoverlay time-format=%H:%M:%S font-desc=\"Sans Bold 56\" valignment=center halignment=center "
                    "shaded-background=true ! "
                  : "";
}

std::string testText(const InputSpec& spec, PictureShape shape, FrameGrid grid) {
    return "videotestsrc name=source is-live=true ! " + shape.caps(grid.rate()) + " ! " + clockText(spec.burnClock) +
           appSink("video", "false") +
           " audiotestsrc is-live=true wave=ticks freq=1000 volume=0.1 samplesperbuffer=480 ! " + kSoundCaps + " ! " +
           appSink("audio", "false");
}

} // namespace

std::string inputPipelineText(const InputSpec& spec, PictureShape shape, FrameGrid grid) {
    return spec.kind == InputKind::file ? fileText(shape) : testText(spec, shape, grid);
}

} // namespace tally::gst
