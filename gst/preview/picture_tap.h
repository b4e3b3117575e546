// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gst/base/frame_grid.h"
#include "gst/base/picture_shape.h"
#include "gst/base/pipeline.h"
#include "gst/handles/bus_sync_handler.h"
#include "gst/handles/sample_receiver.h"
#include "gst/switcher.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace tally::gst {

// Small JPEG pictures of one source, as many a second as are wished. A pipeline of its own behind a queue of one: a
// slow picture is dropped and holds up nothing, and its thread stands behind those of the programme when cores are few.
// Frames are offered on streaming threads, rates come on any thread.
class PictureTap {
public:
    struct Source {
        std::optional<std::string> input; // absent: the programme
        PictureShape shape;
        FrameGrid grid;
    };

    static core::Result<std::unique_ptr<PictureTap>> create(Source source, SwitcherListener& listener);

    void wish(std::uint32_t framesPerSecond) { m_wished = framesPerSecond; } // 0: none

    // A frame of the source; taken when the wished rate has its turn. The buffer stays the caller's.
    void offer(GstBuffer* frame, std::uint64_t index);

private:
    PictureTap(Source source, Pipeline pipeline, SwitcherListener& listener);

    bool hasTurn(std::uint64_t index, std::uint32_t wished) const;
    void deliver(GstSample* sample);

    Source m_source;
    SwitcherListener& m_listener;
    std::atomic<std::uint32_t> m_wished{0};
    std::unique_ptr<SampleReceiver> m_receiver; // outlives the pipeline's threads
    Pipeline m_pipeline;
    Element m_appSource;
    BusSyncHandler m_messages;
};

} // namespace tally::gst
