// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/pipeline.h"
#include "gst/handles/pad_probe.h"
#include "gst/programme/programme_bus.h"

#include <mutex>
#include <optional>
#include <vector>

namespace tally::gst {

// The audiomixer with one pad an input. Volumes move towards their levels a step a block of 10 ms, so a cut does not
// click. Built and destroyed on one thread; show() on any.
class SoundMixer {
public:
    SoundMixer(Pipeline& pipeline, std::size_t inputs);

    const Element& input(std::size_t index) const { return m_sources[index]; } // an appsrc
    const Element& output() const { return m_mixer; }

    void show(const std::vector<Level>& levels);

private:
    void addSource(Pipeline& pipeline, std::size_t index);
    void fade(); // one step

    Element m_mixer;
    std::vector<Element> m_sources;
    std::vector<Pad> m_pads;
    std::vector<double> m_volumes; // the mixer's thread

    std::mutex m_mutex;
    std::vector<double> m_goals; // guarded by m_mutex

    std::optional<PadProbe> m_probe;
};

} // namespace tally::gst
