// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/round_aligner.h"

namespace tally::gst {

RoundAligner::RoundAligner(Pad stream, FrameGrid grid)
    : m_grid(grid), m_probe(std::move(stream), [this](GstEvent*& event) { look(event); }) {}

void RoundAligner::setDuration(RunningTime clip) {
    const std::uint64_t frames = m_grid.nearestFrame(clip);
    m_framesPerRound = m_grid.startOf(frames) < clip ? frames + 1 : frames;
}

void RoundAligner::look(GstEvent*& event) {
    if (GST_EVENT_TYPE(event) == GST_EVENT_FLUSH_STOP) {
        m_seek = GST_SEQNUM_INVALID;
        m_round = 0;
    } else if (GST_EVENT_TYPE(event) == GST_EVENT_SEGMENT && m_framesPerRound != 0) {
        alignSegment(event);
    }
}

// An edit list may cut a round into several segments: those of one seek move together.
void RoundAligner::alignSegment(GstEvent*& event) {
    GstSegment segment;
    gst_event_copy_segment(event, &segment);
    if (gst_event_get_seqnum(event) != m_seek) {
        m_seek = gst_event_get_seqnum(event);
        const RunningTime begin = m_grid.startOf(m_round * m_framesPerRound);
        m_shift = begin - RunningTime(static_cast<std::int64_t>(segment.base));
        ++m_round;
    }
    segment.base += static_cast<guint64>(m_shift.count()); // wraps for a shift back, as it should
    GstEvent* aligned = gst_event_new_segment(&segment);
    gst_event_set_seqnum(aligned, m_seek);
    gst_event_unref(event);
    event = aligned;
}

} // namespace tally::gst
