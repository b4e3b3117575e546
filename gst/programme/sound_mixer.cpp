// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/sound_mixer.h"

#include "gst/base/elements.h"
#include "gst/base/picture_shape.h"
#include "gst/input/audio_bridge.h"

#include <algorithm>

namespace tally::gst {
namespace {

constexpr double kStep = 1.0 / 3; // a cut takes 30 ms

// The bridges keep the pads fed; only if they fail does the mixer go on without them.
constexpr RunningTime kPatience = AudioBridge::kPatience * 2;
constexpr std::uint64_t kQueuedBuffers = 64;

} // namespace

SoundMixer::SoundMixer(Pipeline& pipeline, std::size_t inputs)
    : m_mixer(makeLiveMixer("audiomixer", "sounds", kPatience)), m_volumes(inputs), m_goals(inputs) {
    pipeline.add(m_mixer);
    for (std::size_t index = 0; index < inputs; ++index) {
        addSource(pipeline, index);
    }
    m_probe.emplace(Pad::adopt(gst_element_get_static_pad(m_mixer.get(), "src")),
                    [this](GstPad&, GstBuffer*&) { fade(); });
}

void SoundMixer::addSource(Pipeline& pipeline, std::size_t index) {
    const Element source = makeElement("appsrc", "sound-" + std::to_string(index));
    makeLive(source, kSoundCaps, kQueuedBuffers);
    pipeline.add(source);
    auto pad = Pad::adopt(gst_element_request_pad_simple(m_mixer.get(), "sink_%u"));
    g_object_set(pad.get(), "volume", 0.0, nullptr);
    const auto sourcePad = Pad::adopt(gst_element_get_static_pad(source.get(), "src"));
    gst_pad_link(sourcePad.get(), pad.get());
    m_sources.push_back(source);
    m_pads.push_back(std::move(pad));
}

void SoundMixer::show(const std::vector<Level>& levels) {
    const std::lock_guard lock(m_mutex);
    for (std::size_t index = 0; index < levels.size(); ++index) {
        m_goals[index] = levels[index].sound;
    }
}

void SoundMixer::fade() {
    const std::lock_guard lock(m_mutex);
    for (std::size_t index = 0; index < m_pads.size(); ++index) {
        double& volume = m_volumes[index];
        const double next = std::clamp(m_goals[index], volume - kStep, volume + kStep);
        if (next != volume) {
            volume = next;
            g_object_set(m_pads[index].get(), "volume", volume, nullptr);
        }
    }
}

} // namespace tally::gst
