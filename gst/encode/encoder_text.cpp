// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/encode/encoder_text.h"

#include "gst/base/picture_shape.h"

namespace tally::gst {
namespace {

// Luma samples a second up to which one core keeps up with superfast: 1280×720 at 30.
constexpr double kSuperfastLimit = 1280.0 * 720 * 30 * 1.01;

// And up to which one thread keeps up with ultrafast: 1920×1080 at 30. Slices for more threads cost bits.
constexpr double kOneThreadLimit = 1920.0 * 1080 * 30 * 1.01;

double samplesPerSecond(const VideoRendition& rendition, core::FrameRate rate) {
    return static_cast<double>(rendition.width) * rendition.height * rate.perSecond();
}

std::string appSink(const std::string& name) {
    return "appsink name=" + name + " sync=false async=false enable-last-sample=false";
}

std::string scaleText(const ProgrammeProfile& profile, const VideoRendition& rendition) {
    if (rendition.width == profile.width && rendition.height == profile.height) {
        return {};
    }
    return "videoconvertscale method=bilinear n-threads=1 ! " + PictureShape{rendition.width, rendition.height}.caps() +
           " ! ";
}

// A closed GOP of fixed length and no B-frames: a frame leaves as soon as it is in (DESIGN §5, Encoders).
std::string x264Text(const VideoRendition& rendition, const core::PartGrid& grid) {
    const double load = samplesPerSecond(rendition, grid.frameRate);
    return "x264enc tune=zerolatency bframes=0 option-string=\"scenecut=0\" vbv-buf-capacity=600 bitrate=" +
           std::to_string(rendition.kilobitsPerSecond) + " key-int-max=" + std::to_string(grid.framesPerSegment()) +
           " speed-preset=" + (load <= kSuperfastLimit ? "superfast" : "ultrafast") +
           " threads=" + (load <= kOneThreadLimit ? "1" : "2");
}

} // namespace

std::string videoBranchText(const ProgrammeProfile& profile, const VideoRendition& rendition,
                            const core::PartGrid& grid) {
    return "queue max-size-buffers=4 max-size-bytes=0 max-size-time=0 ! " + scaleText(profile, rendition) +
           x264Text(rendition, grid) + " ! video/x-h264,stream-format=avc,alignment=au ! " + appSink(rendition.track);
}

std::string audioBranchText(const AudioRendition& rendition) {
    constexpr int kBitsInKilobit = 1000;
    return std::string("capsfilter caps=\"") + kSoundCaps +
           "\" ! queue max-size-buffers=0 max-size-bytes=0 max-size-time=500000000 ! audioconvert ! "
           "avenc_aac bitrate=" +
           std::to_string(rendition.kilobitsPerSecond * kBitsInKilobit) +
           " ! audio/mpeg,mpegversion=4,stream-format=raw ! " + appSink(rendition.track);
}

} // namespace tally::gst
