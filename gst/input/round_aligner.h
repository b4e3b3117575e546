// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/frame_grid.h"
#include "gst/handles/event_probe.h"

#include <atomic>
#include <cstdint>

namespace tally::gst {

// Makes every round of a looping clip as long as its longest stream, rounded up to whole frames of the programme, by
// moving the segments of one stream. A demuxer begins the next round where its last sample ended, whichever stream
// that was of: the longer stream would lose its end and, round by round, its phase on the frame grid.
// Works on the stream's thread; setDuration() comes before the first round begins.
class RoundAligner {
public:
    RoundAligner(Pad stream, FrameGrid grid);

    void setDuration(RunningTime clip);

private:
    void look(GstEvent*& event);
    void alignSegment(GstEvent*& event);

    const FrameGrid m_grid;
    std::atomic<std::uint64_t> m_framesPerRound{0}; // 0: not known, rounds stay as they come

    guint32 m_seek = GST_SEQNUM_INVALID; // that began the round
    std::uint64_t m_round = 0;           // 1 is the first after a flush
    RunningTime m_shift{};               // of the round's segments
    EventProbe m_probe;
};

} // namespace tally::gst
