// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/switcher_check.h"

#include "gst/base/elements.h"

#include <algorithm>
#include <set>

namespace tally::gst {
namespace {

core::Status invalid(std::string detail) {
    return core::fail(core::ErrorCode::invalid, std::move(detail));
}

// I420 halves its chroma both ways; H.264 level 6 ends at 8192.
bool isPictureSize(std::uint32_t size) {
    constexpr std::uint32_t kLeast = 16;
    constexpr std::uint32_t kMost = 8192;
    return size >= kLeast && size <= kMost && size % 2 == 0;
}

core::Status checkRendition(const VideoRendition& rendition, std::set<std::string>& tracks) {
    if (!isPictureSize(rendition.width) || !isPictureSize(rendition.height)) {
        return invalid("rendition " + rendition.track + ": its size must be even, from 16 to 8192");
    }
    if (rendition.kilobitsPerSecond == 0) {
        return invalid("rendition " + rendition.track + " has no bit rate");
    }
    if (rendition.track.empty() || !tracks.insert(rendition.track).second) {
        return invalid("each track needs a name of its own: \"" + rendition.track + "\"");
    }
    return {};
}

bool isPattern(const std::string& name) {
    const Element source = makeElement("videotestsrc", "patterns");
    GParamSpec* property = g_object_class_find_property(G_OBJECT_GET_CLASS(source.get()), "pattern");
    return g_enum_get_value_by_nick(G_PARAM_SPEC_ENUM(property)->enum_class, name.c_str()) != nullptr;
}

core::Status checkInput(const InputSpec& input) {
    if (input.id.empty()) {
        return invalid("an input has no id");
    }
    if (input.kind == InputKind::file && input.path.empty()) {
        return invalid("input " + input.id + " has no path");
    }
    if (input.kind == InputKind::test && !isPattern(input.pattern)) {
        return invalid("input " + input.id + ": videotestsrc has no pattern \"" + input.pattern + "\"");
    }
    return {};
}

} // namespace

core::Status checkProfile(const ProgrammeProfile& profile) {
    if (!isPictureSize(profile.width) || !isPictureSize(profile.height)) {
        return invalid("the programme's size must be even, from 16 to 8192");
    }
    const double rate = profile.frameRate.denominator == 0 ? 0 : profile.frameRate.perSecond();
    constexpr double kMostFrames = 120;
    if (rate < 1 || rate > kMostFrames) {
        return invalid("the frame rate must lie between 1 and 120 a second");
    }
    if (profile.video.empty()) {
        return invalid("the programme has no video rendition");
    }
    std::set<std::string> tracks{profile.audio.track};
    for (const VideoRendition& rendition : profile.video) {
        if (const auto checked = checkRendition(rendition, tracks); !checked) {
            return checked;
        }
    }
    return profile.audio.kilobitsPerSecond == 0 ? invalid("the audio rendition has no bit rate") : core::Status();
}

core::Status checkInputs(const std::vector<InputSpec>& inputs, const std::string& programme,
                         const std::string& preview) {
    if (inputs.empty()) {
        return invalid("there is no input");
    }
    std::set<std::string> ids;
    for (const InputSpec& input : inputs) {
        if (const auto checked = checkInput(input); !checked) {
            return checked;
        }
        if (!ids.insert(input.id).second) {
            return invalid("two inputs have the id " + input.id);
        }
    }
    for (const std::string& wanted : {programme, preview}) {
        if (!ids.contains(wanted)) {
            return core::fail(core::ErrorCode::notFound, "there is no input " + wanted);
        }
    }
    return {};
}

} // namespace tally::gst
