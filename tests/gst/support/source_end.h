// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/pipeline.h"
#include "gst/handles/mini_object.h"

#include <string>

namespace tally::gst::test {

// An appsrc as a mixer has one for each input, and the other end of it.
class SourceEnd {
public:
    explicit SourceEnd(const std::string& caps);

    const Element& source() const { return m_source; }
    Buffer next();  // the next one that came through; null when none comes
    bool isEmpty(); // now

private:
    Pipeline m_pipeline;
    Element m_source;
    Element m_sink;
};

// `size` bytes of `value`.
Buffer bufferOf(std::uint8_t value, std::size_t size);
int valueOf(const Buffer& buffer); // of its first byte; -1: no buffer

} // namespace tally::gst::test
