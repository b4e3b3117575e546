// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/clock_painter.h"
#include "gst/input/input_intake.h"
#include "gst/input/round_aligner.h"
#include "gst/input/stream_linker.h"
#include "gst/switcher.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace tally::gst {

// One run of an input's own pipeline. All that may block on foreign media happens inside run(), on a thread of its own;
// the other members are for the supervisor and never block.
class InputPipeline {
public:
    struct Context {
        InputSpec spec;
        PictureShape shape;
        FrameGrid grid;
        TimeBase time;
    };

    // `door` outlives the pipeline. Error invalid: the pipeline cannot be built.
    static core::Result<std::unique_ptr<InputPipeline>> create(Context context, BridgeDoor& door);

    // Returns when the pipeline failed, a clip that does not loop has ended, or stop() was called.
    void run();

    void stop();

    // Why run() returned; absent while it runs and after stop().
    std::optional<core::Error> fault() const;

    std::optional<std::chrono::milliseconds> remaining() const { return m_intake.remaining(); }

private:
    enum class Next { goOn, end };

    InputPipeline(Context context, Pipeline pipeline, BridgeDoor& door);

    bool isClip() const { return m_context.spec.kind == InputKind::file; }
    core::Status prepareSource();
    core::Status prepareClip(const Element& source);
    void preparePattern(const Element& source);
    Next start();
    void follow(); // the bus, to the end
    Next handle(GstMessage& message);
    Next beginRounds();
    Next play();
    Next rewind(GstSeekFlags flags);
    Next endOfStream();
    Next end(core::ErrorCode code, std::string why);

    const Context m_context;
    Pipeline m_pipeline;
    const Object<GstBus> m_bus;
    InputIntake m_intake;
    std::optional<StreamLinker> m_linker;
    std::optional<RoundAligner> m_pictureRounds;
    std::optional<RoundAligner> m_soundRounds;
    std::optional<ClockPainter> m_clock;
    bool m_playing = false;

    std::atomic<bool> m_stopped{false};
    mutable std::mutex m_mutex; // m_fault
    std::optional<core::Error> m_fault;
};

} // namespace tally::gst
