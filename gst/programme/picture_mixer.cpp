// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/picture_mixer.h"

#include "gst/base/elements.h"
#include "gst/input/video_bridge.h"

namespace tally::gst {
namespace {

// The bridges keep the pads fed; only if they fail does the compositor go on without them.
constexpr RunningTime kPatience = VideoBridge::kPatience * 2;
constexpr std::uint64_t kQueuedFrames = 8;

} // namespace

PictureMixer::PictureMixer(Pipeline& pipeline, std::size_t inputs, PictureShape shape, FrameGrid grid)
    : m_mixer(makeLiveMixer("compositor", "pictures", kPatience)), m_shown(inputs) {
    // One thread blends: at these sizes a second one costs more than it saves.
    g_object_set(m_mixer.get(), "background", 1 /* black */, "max-threads", 1U, nullptr);
    pipeline.add(m_mixer);
    for (std::size_t index = 0; index < inputs; ++index) {
        addLayer(pipeline, index, shape.caps(grid.rate()));
    }
}

void PictureMixer::addLayer(Pipeline& pipeline, std::size_t index, const std::string& caps) {
    const Element source = makeElement("appsrc", "picture-" + std::to_string(index));
    makeLive(source, caps, kQueuedFrames);
    pipeline.add(source);
    auto pad = Pad::adopt(gst_element_request_pad_simple(m_mixer.get(), "sink_%u"));
    g_object_set(pad.get(), "alpha", 0.0, "zorder", 1U, "max-last-buffer-repeat",
                 static_cast<guint64>(VideoBridge::kFreeze.count()), nullptr);
    const auto sourcePad = Pad::adopt(gst_element_get_static_pad(source.get(), "src"));
    gst_pad_link(sourcePad.get(), pad.get());
    m_sources.push_back(source);
    m_pads.push_back(std::move(pad));
}

void PictureMixer::show(const std::vector<Level>& levels) {
    for (std::size_t index = 0; index < levels.size(); ++index) {
        const Level& level = levels[index];
        if (level == m_shown[index]) {
            continue;
        }
        g_object_set(m_pads[index].get(), "alpha", level.picture, "zorder", level.above ? 2U : 1U, nullptr);
        m_shown[index] = level;
    }
}

} // namespace tally::gst
