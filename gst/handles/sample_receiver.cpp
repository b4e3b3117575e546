// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/handles/sample_receiver.h"

#include <gst/app/gstappsink.h>

namespace tally::gst {
namespace {

GstFlowReturn newSample(GstAppSink* sink, gpointer onSample) {
    auto sample = Sample::adopt(gst_app_sink_pull_sample(sink));
    if (sample) {
        (*static_cast<SampleReceiver::OnSample*>(onSample))(std::move(sample));
    }
    return GST_FLOW_OK;
}

} // namespace

SampleReceiver::SampleReceiver(Element appSink, OnSample onSample)
    : m_appSink(std::move(appSink)), m_onSample(std::move(onSample)) {
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &newSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(m_appSink.get()), &callbacks, &m_onSample, nullptr);
}

SampleReceiver::~SampleReceiver() {
    GstAppSinkCallbacks none{};
    gst_app_sink_set_callbacks(GST_APP_SINK(m_appSink.get()), &none, nullptr, nullptr);
}

} // namespace tally::gst
