// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/input_pipeline.h"

#include "gst/handles/glib.h"
#include "gst/input/pipeline_text.h"

namespace tally::gst {
namespace {

// From PLAYING to the first picture: what a decoder needs after a seek.
constexpr RunningTime kRunUp = std::chrono::milliseconds(150);

constexpr auto kFollowed = static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS | GST_MESSAGE_ASYNC_DONE |
                                                       GST_MESSAGE_SEGMENT_DONE | GST_MESSAGE_APPLICATION);

core::Result<GlibString> uriOf(const std::string& path) {
    GError* raw = nullptr;
    GlibString uri(gst_filename_to_uri(path.c_str(), &raw));
    const GlibError error(raw);
    if (!uri) {
        return core::fail(core::ErrorCode::invalid, path + ": " + (error ? error->message : "no file name"));
    }
    return uri;
}

Pad sinkOf(const Element& element) {
    return Pad::adopt(gst_element_get_static_pad(element.get(), "sink"));
}

} // namespace

core::Result<std::unique_ptr<InputPipeline>> InputPipeline::create(Context context, BridgeDoor& door) {
    auto pipeline = Pipeline::parse(inputPipelineText(context.spec, context.shape, context.grid));
    if (!pipeline) {
        return core::propagate(pipeline);
    }
    std::unique_ptr<InputPipeline> input(new InputPipeline(std::move(context), std::move(*pipeline), door));
    if (const auto prepared = input->prepareSource(); !prepared) {
        return core::propagate(prepared);
    }
    return input;
}

InputPipeline::InputPipeline(Context context, Pipeline pipeline, BridgeDoor& door)
    : m_context(std::move(context)),
      m_pipeline(std::move(pipeline)),
      m_bus(m_pipeline.bus()),
      m_intake(m_pipeline, door) {}

core::Status InputPipeline::prepareSource() {
    const Element source = m_pipeline.element("source");
    if (isClip()) {
        return prepareClip(source);
    }
    preparePattern(source);
    return {};
}

core::Status InputPipeline::prepareClip(const Element& source) {
    const auto uri = uriOf(m_context.spec.path);
    if (!uri) {
        return core::propagate(uri);
    }
    g_object_set(source.get(), "uri", uri->get(), nullptr);
    const Pad picture = sinkOf(m_pipeline.element("picture"));
    const Pad sound = sinkOf(m_pipeline.element("sound"));
    m_linker.emplace(source, picture, sound);
    m_pictureRounds.emplace(picture, m_context.grid);
    m_soundRounds.emplace(sound, m_context.grid);
    return {};
}

void InputPipeline::preparePattern(const Element& source) {
    gst_util_set_object_arg(G_OBJECT(source.get()), "pattern", m_context.spec.pattern.c_str());
    if (m_context.spec.burnClock) {
        m_clock.emplace(source, m_context.shape);
    }
}

void InputPipeline::run() {
    if (start() == Next::goOn) {
        follow();
    }
    m_pipeline.setState(GST_STATE_NULL);
}

void InputPipeline::stop() {
    m_stopped = true;
    // Dropped before the pipeline left NULL; follow() looks at m_stopped after that.
    gst_bus_post(m_bus.get(), gst_message_new_application(nullptr, gst_structure_new_empty("stop")));
}

std::optional<core::Error> InputPipeline::fault() const {
    const std::lock_guard lock(m_mutex);
    return m_fault;
}

InputPipeline::Next InputPipeline::start() {
    m_pipeline.keepTime(m_context.time, RunningTime::zero());
    switch (m_pipeline.setState(GST_STATE_PAUSED)) {
    case GST_STATE_CHANGE_NO_PREROLL: // live
        return play();
    case GST_STATE_CHANGE_SUCCESS:
        return beginRounds();
    default: // ASYNC, and FAILURE, which has put its reason on the bus
        return Next::goOn;
    }
}

void InputPipeline::follow() {
    while (!m_stopped) {
        const auto message = Message::adopt(gst_bus_timed_pop_filtered(m_bus.get(), GST_CLOCK_TIME_NONE, kFollowed));
        if (!message || handle(*message.get()) == Next::end) {
            return;
        }
    }
}

InputPipeline::Next InputPipeline::handle(GstMessage& message) {
    switch (GST_MESSAGE_TYPE(&message)) {
    case GST_MESSAGE_ASYNC_DONE: // the decoder has shown its streams
        return m_playing ? Next::goOn : beginRounds();
    case GST_MESSAGE_SEGMENT_DONE: // the demuxer is through; what is queued plays on meanwhile
        return rewind(GST_SEEK_FLAG_SEGMENT);
    case GST_MESSAGE_EOS:
        return endOfStream();
    case GST_MESSAGE_ERROR:
        return end(core::ErrorCode::unavailable,
                   describeError(message) + (isClip() ? " " + m_context.spec.path : std::string()));
    default:
        return Next::goOn;
    }
}

// Segment seeks make a round follow the last one without a flush: running time goes on, nothing is decoded anew.
InputPipeline::Next InputPipeline::beginRounds() {
    if (const auto duration = m_pipeline.duration()) {
        m_intake.setDuration(*duration);
        m_pictureRounds->setDuration(*duration);
        m_soundRounds->setDuration(*duration);
    }
    if (m_context.spec.loop &&
        rewind(static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_SEGMENT)) == Next::end) {
        return Next::end;
    }
    return play();
}

InputPipeline::Next InputPipeline::rewind(GstSeekFlags flags) {
    if (!m_pipeline.seekToStart(flags)) {
        return end(core::ErrorCode::invalid, "the clip cannot be rewound");
    }
    return Next::goOn;
}

InputPipeline::Next InputPipeline::play() {
    const FrameGrid& grid = m_context.grid;
    const RunningTime origin = grid.startOf(grid.nearestFrame(m_context.time.now() + kRunUp));
    m_intake.beginAt(origin);
    m_pipeline.keepTime(m_context.time, origin);
    m_pipeline.setState(GST_STATE_PLAYING);
    m_playing = true;
    return Next::goOn;
}

InputPipeline::Next InputPipeline::endOfStream() {
    return m_context.spec.loop ? end(core::ErrorCode::invalid, "the clip cannot be looped")
                               : end(core::ErrorCode::closed, "the clip has ended");
}

InputPipeline::Next InputPipeline::end(core::ErrorCode code, std::string why) {
    const std::lock_guard lock(m_mutex);
    m_fault = core::Error{code, std::move(why)};
    return Next::end;
}

} // namespace tally::gst
