// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/part_grid.h"
#include "core/media/bytes.h"
#include "core/media/frame_rate.h"
#include "core/media/track_format.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What the engine sees of GStreamer: inputs go in, encoded parts come out, commands switch between.
namespace tally::gst {

struct VideoRendition {
    std::string track; // "v720"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t kilobitsPerSecond = 0;
};

struct AudioRendition {
    std::string track; // "a128"
    std::uint32_t kilobitsPerSecond = 0;
};

struct ProgrammeProfile {
    std::uint32_t width = 1280;
    std::uint32_t height = 720;
    core::FrameRate frameRate;
    core::LatencyProfile latency = core::LatencyProfile::ultra;
    std::vector<VideoRendition> video; // the first is the best
    AudioRendition audio;              // AAC-LC, 48 kHz, stereo
};

enum class InputKind { file, test };

struct InputSpec {
    std::string id;   // a–z, 0–9, '-'
    std::string name; // for people
    InputKind kind = InputKind::test;
    std::string path;       // file: of the clip
    bool loop = true;       // file: for ever, with no hiccup in time stamps
    std::string pattern;    // test: a pattern of videotestsrc: "smpte", "ball"
    bool burnClock = false; // test: wall clock for people, and as core/live/burned_clock.h for machines
};

enum class InputSignal { starting, ok, lost };

struct InputStatus {
    std::string id;
    InputSignal signal = InputSignal::starting;
    std::string fault;                                  // for people, while lost; names the element and its message
    std::uint64_t restarts = 0;                         // of its pipeline, since the start
    std::optional<std::chrono::milliseconds> remaining; // of a clip's round
};

struct EncodedPart {
    std::string track;
    core::SharedBytes bytes;      // prft + moof + mdat: a CMAF chunk
    std::uint64_t decodeTime = 0; // of the first sample, ticks of the track
    std::uint64_t duration = 0;   // ticks
    bool startsWithSync = false;
};

struct PreviewPicture {
    std::optional<std::string> input; // absent: the programme
    std::uint64_t runningTimeNs = 0;
    core::SharedBytes jpeg;
};

struct SwitcherStatus {
    std::string programme;                         // input id
    std::string preview;                           // input id
    std::optional<std::uint32_t> transitionFrames; // of the mix that runs
    std::uint32_t transitionFramesLeft = 0;
    std::uint64_t frames = 0;     // of the programme, encoded since the start
    std::uint64_t lateFrames = 0; // missing against the clock
    std::vector<InputStatus> inputs;
};

// Calls come on GStreamer's streaming threads or the supervisor's: an implementation hands over and returns at once.
class SwitcherListener {
public:
    virtual ~SwitcherListener() = default;

    virtual void trackStarted(const std::string& track, const core::TrackFormat& format, core::SharedBytes init) = 0;
    virtual void partEncoded(EncodedPart part) = 0;
    virtual void pictureReady(PreviewPicture picture) = 0;
    virtual void statusChanged() = 0; // ask status()
    virtual void
    failed(core::Error error) = 0; // the programme itself cannot go on; the process should end and be restarted
};

struct PictureWish {
    std::optional<std::string> input;  // absent: the programme
    std::uint32_t framesPerSecond = 0; // 1 to 30
};

// The live mixer with its inputs and encoders. Commands may come from any one thread, return at once and take effect
// at the next programme frame; status() may be called from any thread. Destruction takes everything off air, within
// a deadline: an input that will not stop is left to a reaper.
class Switcher {
public:
    virtual ~Switcher() = default;

    // Error notFound: no such input.
    virtual core::Status setPreview(const std::string& input) = 0;
    // Preview and programme change places. Error conflict: a mix is running.
    virtual core::Status cut() = 0;
    virtual core::Status mix(std::uint32_t frames) = 0;
    virtual core::Status restartInput(const std::string& input) = 0;
    // Replaces what was wished before; a picture nobody wishes costs nothing.
    virtual void wishPictures(std::vector<PictureWish> wishes) = 0;
    virtual SwitcherStatus status() const = 0;
};

// Builds all pipelines and puts `programme` on air. The listener outlives the switcher. GStreamer is initialised here.
// Error: unavailable, with the element that is missing and the package that has it; invalid for an impossible profile.
core::Result<std::unique_ptr<Switcher>> createSwitcher(const ProgrammeProfile& profile, std::vector<InputSpec> inputs,
                                                       const std::string& programme, const std::string& preview,
                                                       SwitcherListener& listener);

} // namespace tally::gst
