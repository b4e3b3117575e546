// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/frame_grid.h"
#include "gst/base/picture_shape.h"
#include "gst/base/pipeline.h"
#include "gst/programme/programme_bus.h"

#include <vector>

namespace tally::gst {

// The compositor with one full-screen layer an input. All layers are there from the start; a take only changes their
// levels, between two frames. Built and destroyed on one thread; show() on the compositor's.
class PictureMixer {
public:
    PictureMixer(Pipeline& pipeline, std::size_t inputs, PictureShape shape, FrameGrid grid);

    const Element& input(std::size_t index) const { return m_sources[index]; } // an appsrc
    const Element& output() const { return m_mixer; }

    // From the next frame on.
    void show(const std::vector<Level>& levels);

private:
    void addLayer(Pipeline& pipeline, std::size_t index, const std::string& caps);

    Element m_mixer;
    std::vector<Element> m_sources;
    std::vector<Pad> m_pads;
    std::vector<Level> m_shown;
};

} // namespace tally::gst
