// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gst/base/time_base.h"
#include "gst/handles/object.h"

#include <optional>
#include <string>

namespace tally::gst {

// A GstPipeline, stopped when this goes. State changes may block, so it lives on a thread that may: never a streaming
// thread, and for foreign media one that a supervisor can do without.
class Pipeline {
public:
    explicit Pipeline(const std::string& name);

    // From a description in the language of gst-launch. Error invalid: GStreamer's own words.
    static core::Result<Pipeline> parse(const std::string& description);

    Pipeline(Pipeline&&) noexcept = default;
    Pipeline& operator=(Pipeline&&) noexcept = default;
    ~Pipeline();

    void add(const Element& element);

    // Adds a bin with the pads "sink" and "src" as far as the description leaves some open. Error as in parse().
    core::Result<Element> addBranch(const std::string& description);

    Element element(const char* name) const; // null when there is none
    Object<GstBus> bus() const;

    void keepTime(const TimeBase& base, RunningTime origin);
    GstStateChangeReturn setState(GstState state);
    bool seekToStart(GstSeekFlags flags);
    std::optional<RunningTime> duration() const; // of what plays; absent when live or not known yet

private:
    explicit Pipeline(Element pipeline) : m_pipeline(std::move(pipeline)) {}

    Element m_pipeline;
};

// For people: the element and what it said.
std::string describeError(GstMessage& message);

} // namespace tally::gst
