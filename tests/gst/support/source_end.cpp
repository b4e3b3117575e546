// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/source_end.h"

#include "gst/base/elements.h"
#include "gst/handles/buffer_map.h"

#include <gst/app/gstappsink.h>

namespace tally::gst::test {

SourceEnd::SourceEnd(const std::string& caps)
    : m_pipeline(Pipeline::parse("appsrc name=source ! appsink name=sink sync=false async=false").value()),
      m_source(m_pipeline.element("source")),
      m_sink(m_pipeline.element("sink")) {
    makeLive(m_source, caps, 1000);
    m_pipeline.setState(GST_STATE_PLAYING);
}

Buffer SourceEnd::next() {
    const auto sample = Sample::adopt(gst_app_sink_try_pull_sample(GST_APP_SINK(m_sink.get()), 5 * GST_SECOND));
    return Buffer::retain(sample ? gst_sample_get_buffer(sample.get()) : nullptr);
}

bool SourceEnd::isEmpty() {
    constexpr GstClockTime kMoment = 20 * GST_MSECOND;
    return !Sample::adopt(gst_app_sink_try_pull_sample(GST_APP_SINK(m_sink.get()), kMoment));
}

Buffer bufferOf(std::uint8_t value, std::size_t size) {
    auto buffer = Buffer::adopt(gst_buffer_new_allocate(nullptr, size, nullptr));
    gst_buffer_memset(buffer.get(), 0, value, size);
    return buffer;
}

int valueOf(const Buffer& buffer) {
    return buffer ? std::to_integer<int>(copyBytes(buffer.get()).front()) : -1;
}

} // namespace tally::gst::test
