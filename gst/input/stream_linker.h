// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/object.h"
#include "gst/handles/signal_connection.h"

namespace tally::gst {

// Links the first picture and the first sound stream that a decoder finds to the branches that wait for them, and ends
// the branch of what the clip does not have. Works on the decoder's streaming threads; made and destroyed on the
// thread of its pipeline, before the pipeline starts and after it stopped.
class StreamLinker {
public:
    StreamLinker(Element decoder, Pad picture, Pad sound);

private:
    static void padAdded(GstElement* decoder, GstPad* pad, gpointer self);
    static void noMorePads(GstElement* decoder, gpointer self);

    Pad m_picture; // sink pads of the branches
    Pad m_sound;
    SignalConnection m_added;
    SignalConnection m_complete;
};

} // namespace tally::gst
