// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/sample_show.h"

#include "core/cue/layouts.h"

#include <QBuffer>
#include <QImage>

using namespace std::chrono_literals;

namespace tally::tests {

core::InputState sampleInput(const std::string& id, const std::string& name) {
    core::InputState input;
    input.id = id;
    input.name = name;
    input.signal = core::SignalState::ok;
    input.since = kNow - 10min;
    return input;
}

core::EngineState sampleState() {
    core::EngineState state;
    state.programme = "clip";
    state.preview = "clock";
    state.transitionFrames = 25;
    state.inputs = {sampleInput("clip", "Big Buck Bunny"), sampleInput("clock", "Test with clock")};
    state.inputs[0].remainingMs = 17'400ms;
    state.uplink.event = "demo";
    state.uplink.health = core::UplinkHealth::ok;
    state.uplink.roundTripMs = 12ms;
    state.output = {1280, 720, "30/1", kNow - 5025s, 150'750, 3};
    state.engineTime = kNow;
    return state;
}

core::EventStatus sampleStatus() {
    core::EventStatus status;
    status.event = "demo";
    status.name = "Harbour Cup final";
    status.onAir = true;
    status.liveEdge = kNow;
    status.viewers = 12;
    status.serverTime = kNow + 430ms;
    return status;
}

core::Cue sampleCue(core::WallTime start) {
    core::Cue cue;
    cue.id = "0192f0c1-5f0e-7000-8000-000000000001";
    cue.event = "demo";
    cue.sequence = 1;
    cue.revision = 1;
    cue.start = start;
    cue.durationMs = 10s;
    cue.gapMs = 30s;
    cue.layout = core::layoutOf(core::LayoutFormat::squeezebackL);
    core::CueCandidate candidate;
    candidate.name = "Harbour Lager";
    cue.candidates.push_back(candidate);
    return cue;
}

QByteArray sampleJpeg(QRgb colour, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPG", 90);
    return jpeg;
}

} // namespace tally::tests
