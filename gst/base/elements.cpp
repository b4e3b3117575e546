// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/elements.h"

#include "gst/base/picture_shape.h"

#include <gst/app/gstappsrc.h>

#include <array>

namespace tally::gst {
namespace {

struct Requirement {
    const char* element;
    const char* package;
};

constexpr const char* kBase = "gstreamer1.0-plugins-base";
constexpr const char* kGood = "gstreamer1.0-plugins-good";
constexpr const char* kLibav = "gstreamer1.0-libav";
constexpr const char* kPango = "gstreamer1.0-x";

constexpr std::array<Requirement, 20> kRequirements{{
    {"queue", "libgstreamer1.0-0"},
    {"tee", "libgstreamer1.0-0"},
    {"capsfilter", "libgstreamer1.0-0"},
    {"filesrc", "libgstreamer1.0-0"},
    {"appsrc", kBase},
    {"appsink", kBase},
    {"compositor", kBase},
    {"audiomixer", kBase},
    {"videoconvertscale", kBase},
    {"audioconvert", kBase},
    {"audioresample", kBase},
    {"videotestsrc", kBase},
    {"audiotestsrc", kBase},
    {"uridecodebin", kBase},
    {"textoverlay", kPango},
    {"clockoverlay", kPango},
    {"jpegenc", kGood},
    {"avdec_h264", kLibav},
    {"avenc_aac", kLibav},
    {"x264enc", "gstreamer1.0-plugins-ugly"},
}};

} // namespace

core::Status requireElements() {
    for (const Requirement& requirement : kRequirements) {
        if (!Object<GstElementFactory>::adopt(gst_element_factory_find(requirement.element))) {
            return core::fail(core::ErrorCode::unavailable, std::string("GStreamer has no element ") +
                                                                requirement.element + ": install the package " +
                                                                requirement.package);
        }
    }
    return {};
}

Element makeElement(const char* factory, const std::string& name) {
    return Element::adopt(gst_element_factory_make(factory, name.c_str()));
}

Element makeLiveMixer(const char* factory, const std::string& name, std::chrono::nanoseconds patience) {
    return Element::adopt(gst_element_factory_make_full(
        factory, "name", name.c_str(), "force-live", TRUE, "ignore-inactive-pads", TRUE, "min-upstream-latency",
        static_cast<guint64>(patience.count()), "start-time-selection", 0 /* zero */, nullptr));
}

void makeLive(const Element& appSource, const std::string& caps, std::uint64_t maxBuffers) {
    g_object_set(appSource.get(), "is-live", TRUE, "format", GST_FORMAT_TIME, "do-timestamp", FALSE, "block", FALSE,
                 "emit-signals", FALSE, "max-buffers", static_cast<guint64>(maxBuffers), "max-bytes", guint64{0},
                 "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, "caps", parseCaps(caps).get(), nullptr);
}

} // namespace tally::gst
