// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/audio_bridge.h"

#include <gst/app/gstappsrc.h>

#include <algorithm>
#include <cstdlib>

namespace tally::gst {
namespace {

// Time stamps that are off by less are those of an imprecise container: the samples are back to back.
constexpr std::int64_t kTolerance = kSampleRate / 200; // 5 ms

// Sound for later than this carries a wrong time stamp.
constexpr std::int64_t kFarthestAhead = kSampleRate / 2;

std::int64_t sampleAt(RunningTime time) {
    const auto nanoseconds = static_cast<guint64>(std::max<std::int64_t>(0, time.count()));
    return static_cast<std::int64_t>(gst_util_uint64_scale_round(nanoseconds, kSampleRate, GST_SECOND));
}

std::int64_t samplesIn(GstBuffer* buffer) {
    return static_cast<std::int64_t>(gst_buffer_get_size(buffer) / kBytesPerSample);
}

Buffer withoutHead(const Buffer& sound, std::int64_t samples) {
    const gsize offset = static_cast<gsize>(samples) * kBytesPerSample;
    return Buffer::adopt(
        gst_buffer_copy_region(sound.get(), GST_BUFFER_COPY_MEMORY, offset, gst_buffer_get_size(sound.get()) - offset));
}

Buffer silence(std::int64_t samples) {
    const gsize size = static_cast<gsize>(samples) * kBytesPerSample;
    auto buffer = Buffer::adopt(gst_buffer_new_allocate(nullptr, size, nullptr));
    gst_buffer_memset(buffer.get(), 0, 0, size);
    return buffer;
}

} // namespace

void AudioBridge::push(Buffer sound, RunningTime start) {
    const std::lock_guard lock(m_mutex);
    std::int64_t at = sampleAt(start);
    if (at > m_next + kFarthestAhead) {
        return;
    }
    m_lastStart = start;
    if (std::abs(at - m_next) <= kTolerance) {
        at = m_next;
    }
    if (at + samplesIn(sound.get()) <= m_next) {
        return; // late
    }
    sendSilenceUntil(at);
    send(at < m_next ? withoutHead(sound, m_next - at) : std::move(sound));
}

void AudioBridge::fill(RunningTime now) {
    const std::lock_guard lock(m_mutex);
    sendSilenceUntil(sampleAt(now - kPatience));
}

std::optional<RunningTime> AudioBridge::lastSound() const {
    const std::lock_guard lock(m_mutex);
    return m_lastStart;
}

void AudioBridge::sendSilenceUntil(std::int64_t end) {
    if (end > m_next) {
        send(silence(end - m_next));
    }
}

void AudioBridge::send(Buffer sound) {
    auto samples = Buffer::adopt(gst_buffer_make_writable(sound.release()));
    const auto from = static_cast<guint64>(m_next);
    m_next += samplesIn(samples.get());
    const guint64 start = gst_util_uint64_scale(from, GST_SECOND, kSampleRate);
    GST_BUFFER_PTS(samples.get()) = start;
    GST_BUFFER_DURATION(samples.get()) =
        gst_util_uint64_scale(static_cast<guint64>(m_next), GST_SECOND, kSampleRate) - start;
    GST_BUFFER_OFFSET(samples.get()) = from;
    GST_BUFFER_OFFSET_END(samples.get()) = static_cast<guint64>(m_next);
    GST_BUFFER_FLAG_UNSET(samples.get(), GST_BUFFER_FLAG_DISCONT);
    gst_app_src_push_buffer(GST_APP_SRC(m_mixerSource.get()), samples.release());
}

} // namespace tally::gst
