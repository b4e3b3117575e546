// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <gst/gst.h>

namespace tally::gst {

// The memory of a buffer, readable while this lives. Lives on the stack of one thread.
class BufferMap {
public:
    explicit BufferMap(GstBuffer* buffer);
    ~BufferMap();

    BufferMap(const BufferMap&) = delete;
    BufferMap& operator=(const BufferMap&) = delete;

    core::ByteView bytes() const; // empty when the memory cannot be mapped

private:
    GstBuffer* m_buffer;
    GstMapInfo m_info{};
    bool m_mapped = false;
};

// A copy, for what outlives the buffer.
core::Bytes copyBytes(GstBuffer* buffer);

} // namespace tally::gst
