// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/preview/picture_tap.h"

#include "gst/base/elements.h"
#include "gst/handles/buffer_map.h"

#include <gst/app/gstappsrc.h>
#include <sys/resource.h>

namespace tally::gst {
namespace {

constexpr PictureShape kPreview{480, 270};

std::string description() {
    return "appsrc name=frames ! videoconvertscale method=bilinear n-threads=1 ! " + kPreview.caps() +
           " ! jpegenc quality=75 ! appsink name=pictures sync=false async=false max-buffers=1 drop=true "
           "enable-last-sample=false";
}

// Entering is told on the thread that enters.
void yieldWhenEntering(GstMessage& message) {
    constexpr int kNiceness = 10;
    GstStreamStatusType status = GST_STREAM_STATUS_TYPE_CREATE;
    if (GST_MESSAGE_TYPE(&message) != GST_MESSAGE_STREAM_STATUS) {
        return;
    }
    gst_message_parse_stream_status(&message, &status, nullptr);
    if (status == GST_STREAM_STATUS_TYPE_ENTER) {
        setpriority(PRIO_PROCESS, 0, kNiceness); // on Linux 0 is the calling thread
    }
}

} // namespace

core::Result<std::unique_ptr<PictureTap>> PictureTap::create(Source source, SwitcherListener& listener) {
    auto pipeline = Pipeline::parse(description());
    if (!pipeline) {
        return core::propagate(pipeline);
    }
    std::unique_ptr<PictureTap> tap(new PictureTap(std::move(source), std::move(*pipeline), listener));
    if (tap->m_pipeline.setState(GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        return core::fail(core::ErrorCode::unavailable, "the preview pipeline does not start");
    }
    return tap;
}

PictureTap::PictureTap(Source source, Pipeline pipeline, SwitcherListener& listener)
    : m_source(std::move(source)),
      m_listener(listener),
      m_receiver(std::make_unique<SampleReceiver>(pipeline.element("pictures"),
                                                  [this](Sample sample) { deliver(sample.get()); })),
      m_pipeline(std::move(pipeline)),
      m_appSource(m_pipeline.element("frames")),
      m_messages(m_pipeline.bus(), &yieldWhenEntering) {
    makeLive(m_appSource, m_source.shape.caps(m_source.grid.rate()), 1);
}

// The turns of a rate are spread evenly over the frames: 10 of 30 are every third one.
bool PictureTap::hasTurn(std::uint64_t index, std::uint32_t wished) const {
    const core::FrameRate rate = m_source.grid.rate();
    const std::uint64_t turns = std::uint64_t{wished} * rate.denominator;
    return (index + 1) * turns / rate.numerator != index * turns / rate.numerator;
}

void PictureTap::offer(GstBuffer* frame, std::uint64_t index) {
    const std::uint32_t wished = m_wished;
    if (wished == 0 || !hasTurn(index, wished)) {
        return;
    }
    gst_app_src_push_buffer(GST_APP_SRC(m_appSource.get()), gst_buffer_ref(frame));
}

void PictureTap::deliver(GstSample* sample) {
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    auto jpeg = std::make_shared<const core::Bytes>(copyBytes(buffer));
    m_listener.pictureReady({m_source.input, GST_BUFFER_PTS(buffer), std::move(jpeg)});
}

} // namespace tally::gst
