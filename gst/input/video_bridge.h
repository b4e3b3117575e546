// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/frame_grid.h"
#include "gst/handles/mini_object.h"
#include "gst/handles/object.h"
#include "gst/preview/picture_tap.h"

#include <cstdint>
#include <mutex>
#include <optional>

namespace tally::gst {

// Hands the pictures of one input to its mixer pad, exactly one for each frame of the programme, whatever comes in:
// other rates are repeated or thinned onto the grid, a short gap is filled with the last picture, a long one with the
// slate. So the mixer never waits for an input, and an input that dies, dies alone.
// Pictures come on the input's streaming thread, fill() on the supervisor's.
class VideoBridge {
public:
    // A frame that is not there this long after its start is filled in; it is also the longest wait of the programme.
    static constexpr RunningTime kPatience = std::chrono::milliseconds(30);
    // After this long without a picture the slate comes.
    static constexpr RunningTime kFreeze = std::chrono::milliseconds(500);

    // `slate` is a picture of the programme's shape.
    VideoBridge(Element mixerSource, FrameGrid grid, Buffer slate, PictureTap& tap);

    // `start` and `duration` on the session's time line.
    void push(Buffer picture, RunningTime start, RunningTime duration);

    void fill(RunningTime now);

    std::optional<RunningTime> lastPicture() const; // its start; absent before the first

private:
    std::uint64_t frameAt(RunningTime time) const;
    void send(Buffer frame);           // as the next frame
    void sendUntil(std::uint64_t end); // the last picture again, or the slate
    const Buffer& standIn() const;

    const Element m_mixerSource;
    const FrameGrid m_grid;
    const Buffer m_slate;
    PictureTap& m_tap;

    mutable std::mutex m_mutex; // all below
    std::uint64_t m_next = 0;   // frame
    Buffer m_last;
    std::optional<RunningTime> m_lastStart;
};

} // namespace tally::gst
