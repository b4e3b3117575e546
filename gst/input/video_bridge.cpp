// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/video_bridge.h"

#include <gst/app/gstappsrc.h>

#include <algorithm>

namespace tally::gst {
namespace {

Buffer shallowCopy(const Buffer& buffer) {
    return Buffer::adopt(gst_buffer_copy(buffer.get()));
}

} // namespace

VideoBridge::VideoBridge(Element mixerSource, FrameGrid grid, Buffer slate, PictureTap& tap)
    : m_mixerSource(std::move(mixerSource)), m_grid(grid), m_slate(std::move(slate)), m_tap(tap) {}

void VideoBridge::push(Buffer picture, RunningTime start, RunningTime duration) {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t first = frameAt(start);
    if (first > m_next + m_grid.nearestFrame(kFreeze)) {
        return; // a wrong time stamp: nothing comes that early
    }
    m_lastStart = start;
    const std::uint64_t end = std::min(frameAt(start + duration), frameAt(start + kFreeze));
    if (end <= m_next) {
        return; // late, or one too many for the programme's rate
    }
    sendUntil(first);
    m_last = std::move(picture);
    sendUntil(end);
}

// Stamps of common rates (24, 60 to 30) fall halfway between two frames, where an error of a nanosecond would decide
// between showing a picture twice and not at all.
std::uint64_t VideoBridge::frameAt(RunningTime time) const {
    return m_grid.nearestFrame(time - m_grid.durationOf(0) / 16);
}

void VideoBridge::fill(RunningTime now) {
    const std::lock_guard lock(m_mutex);
    if (m_lastStart && now - *m_lastStart > kFreeze) {
        m_last = {};
    }
    while (m_grid.startOf(m_next) + kPatience <= now) {
        sendUntil(m_next + 1);
    }
}

std::optional<RunningTime> VideoBridge::lastPicture() const {
    const std::lock_guard lock(m_mutex);
    return m_lastStart;
}

const Buffer& VideoBridge::standIn() const {
    return m_last ? m_last : m_slate;
}

void VideoBridge::sendUntil(std::uint64_t end) {
    while (m_next < end) {
        send(shallowCopy(standIn()));
    }
}

void VideoBridge::send(Buffer frame) {
    GST_BUFFER_PTS(frame.get()) = static_cast<GstClockTime>(m_grid.startOf(m_next).count());
    GST_BUFFER_DTS(frame.get()) = GST_CLOCK_TIME_NONE;
    GST_BUFFER_DURATION(frame.get()) = static_cast<GstClockTime>(m_grid.durationOf(m_next).count());
    m_tap.offer(frame.get(), m_next);
    ++m_next;
    gst_app_src_push_buffer(GST_APP_SRC(m_mixerSource.get()), frame.release());
}

} // namespace tally::gst
