// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/handles/buffer_map.h"

namespace tally::gst {

BufferMap::BufferMap(GstBuffer* buffer)
    : m_buffer(buffer), m_mapped(gst_buffer_map(buffer, &m_info, GST_MAP_READ) != FALSE) {}

BufferMap::~BufferMap() {
    if (m_mapped) {
        gst_buffer_unmap(m_buffer, &m_info);
    }
}

core::ByteView BufferMap::bytes() const {
    return m_mapped ? core::ByteView(reinterpret_cast<const std::byte*>(m_info.data), m_info.size) : core::ByteView();
}

core::Bytes copyBytes(GstBuffer* buffer) {
    const BufferMap map(buffer);
    return {map.bytes().begin(), map.bytes().end()};
}

} // namespace tally::gst
