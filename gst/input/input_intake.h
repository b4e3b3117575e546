// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/pipeline.h"
#include "gst/handles/sample_receiver.h"
#include "gst/input/bridge_door.h"

#include <atomic>
#include <chrono>
#include <optional>

namespace tally::gst {

// Takes picture and sound off the end of an input's pipeline, gives them their place on the session's time line and
// passes them through the door. Samples come on streaming threads; the rest may be called from any.
class InputIntake {
public:
    InputIntake(const Pipeline& pipeline, BridgeDoor& door);

    // Running time 0 of the pipeline on the session's time line; set before it plays.
    void beginAt(RunningTime origin) { m_origin = origin; }

    // Of a clip: how long it is, and so what remains of the round that plays.
    void setDuration(RunningTime duration) { m_duration = duration; }
    std::optional<std::chrono::milliseconds> remaining() const; // absent before the first picture, and of live inputs

private:
    void takePicture(GstSample* sample);
    void takeSound(GstSample* sample);

    BridgeDoor& m_door;
    std::atomic<RunningTime> m_origin{RunningTime::zero()};
    std::atomic<RunningTime> m_duration{RunningTime::zero()};
    std::atomic<RunningTime> m_position{RunningTime::min()}; // in the clip
    SampleReceiver m_pictures;
    SampleReceiver m_sounds;
};

} // namespace tally::gst
