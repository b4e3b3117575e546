// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/picture_shape.h"
#include "gst/base/time_base.h"
#include "gst/handles/mini_object.h"
#include "gst/handles/object.h"

#include <cstdint>
#include <mutex>
#include <optional>

namespace tally::gst {

// Hands the sound of one input to its mixer pad without a hole: what is missing is silence, what overlaps is cut off.
// Sound comes on the input's streaming thread, fill() on the supervisor's.
class AudioBridge {
public:
    // Sound that is not there this long after its time is silence.
    static constexpr RunningTime kPatience = std::chrono::milliseconds(60);

    explicit AudioBridge(Element mixerSource) : m_mixerSource(std::move(mixerSource)) {}

    // Sound as kSoundCaps says; `start` on the session's time line.
    void push(Buffer sound, RunningTime start);

    void fill(RunningTime now);

    std::optional<RunningTime> lastSound() const; // its start; absent before the first

private:
    void send(Buffer sound); // as the next samples
    void sendSilenceUntil(std::int64_t end);

    const Element m_mixerSource;

    mutable std::mutex m_mutex; // all below
    std::int64_t m_next = 0;    // sample
    std::optional<RunningTime> m_lastStart;
};

} // namespace tally::gst
