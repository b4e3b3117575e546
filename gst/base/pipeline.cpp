// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/pipeline.h"

#include "gst/handles/glib.h"

namespace tally::gst {
namespace {

core::Error parseError(GError* raw) {
    const GlibError error(raw);
    return {core::ErrorCode::invalid, error ? error->message : "the pipeline description is not understood"};
}

} // namespace

Pipeline::Pipeline(const std::string& name) : m_pipeline(Element::adopt(gst_pipeline_new(name.c_str()))) {}

core::Result<Pipeline> Pipeline::parse(const std::string& description) {
    GError* error = nullptr;
    auto element =
        Element::adopt(gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error));
    if (!element) {
        return tl::unexpected(parseError(error));
    }
    return Pipeline(std::move(element));
}

Pipeline::~Pipeline() {
    if (m_pipeline) {
        gst_element_set_state(m_pipeline.get(), GST_STATE_NULL);
    }
}

void Pipeline::add(const Element& element) {
    gst_bin_add(GST_BIN(m_pipeline.get()), element.get());
}

core::Result<Element> Pipeline::addBranch(const std::string& description) {
    GError* error = nullptr;
    auto branch = Element::adopt(
        gst_parse_bin_from_description_full(description.c_str(), TRUE, nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error));
    if (!branch) {
        return tl::unexpected(parseError(error));
    }
    add(branch);
    return branch;
}

Element Pipeline::element(const char* name) const {
    return Element::adopt(gst_bin_get_by_name(GST_BIN(m_pipeline.get()), name));
}

Object<GstBus> Pipeline::bus() const {
    return Object<GstBus>::adopt(gst_pipeline_get_bus(GST_PIPELINE(m_pipeline.get())));
}

void Pipeline::keepTime(const TimeBase& base, RunningTime origin) {
    base.applyTo(GST_PIPELINE(m_pipeline.get()), origin);
}

GstStateChangeReturn Pipeline::setState(GstState state) {
    return gst_element_set_state(m_pipeline.get(), state);
}

bool Pipeline::seekToStart(GstSeekFlags flags) {
    return gst_element_seek(m_pipeline.get(), 1.0, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET, 0, GST_SEEK_TYPE_NONE,
                            -1) != FALSE;
}

std::optional<RunningTime> Pipeline::duration() const {
    gint64 nanoseconds = 0;
    const bool known = gst_element_query_duration(m_pipeline.get(), GST_FORMAT_TIME, &nanoseconds) != FALSE;
    return known && nanoseconds > 0 ? std::optional(RunningTime(nanoseconds)) : std::nullopt;
}

std::string describeError(GstMessage& message) {
    GError* raw = nullptr;
    gst_message_parse_error(&message, &raw, nullptr);
    const GlibError error(raw);
    const char* source = message.src != nullptr ? GST_OBJECT_NAME(message.src) : "pipeline";
    return std::string(source) + ": " + (error ? error->message : "unknown error");
}

} // namespace tally::gst
