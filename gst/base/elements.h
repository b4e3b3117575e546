// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gst/handles/object.h"

#include <chrono>
#include <string>

// Any thread.
namespace tally::gst {

// Error unavailable: an element that the switcher is made of is missing; the detail names it and its Debian package.
core::Status requireElements();

// The element must be one that requireElements() has found.
Element makeElement(const char* factory, const std::string& name);

// A compositor or audiomixer that never waits for an input for longer than `patience` (STUDIO: traps).
Element makeLiveMixer(const char* factory, const std::string& name, std::chrono::nanoseconds patience);

// Makes an appsrc one of live, time-stamped buffers that drops its oldest instead of growing or blocking.
void makeLive(const Element& appSource, const std::string& caps, std::uint64_t maxBuffers);

} // namespace tally::gst
