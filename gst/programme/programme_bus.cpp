// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/programme_bus.h"

#include <utility>

namespace tally::gst {
namespace {

core::Status mixIsRunning() {
    return core::fail(core::ErrorCode::conflict, "a mix is running");
}

} // namespace

ProgrammeBus::ProgrammeBus(std::size_t inputs, std::size_t programme, std::size_t preview)
    : m_inputs(inputs), m_programme(programme), m_preview(preview) {}

core::Status ProgrammeBus::setPreview(std::size_t input) {
    if (m_mixFrames != 0) {
        return mixIsRunning();
    }
    m_preview = input;
    return {};
}

core::Status ProgrammeBus::cut() {
    if (m_mixFrames != 0) {
        return mixIsRunning();
    }
    std::swap(m_programme, m_preview);
    return {};
}

core::Status ProgrammeBus::mix(std::uint32_t frames) {
    if (m_mixFrames != 0) {
        return mixIsRunning();
    }
    if (frames == 0) {
        return core::fail(core::ErrorCode::invalid, "a mix takes at least one frame");
    }
    m_mixFrames = frames;
    m_mixFramesLeft = frames;
    return {};
}

std::vector<Level> ProgrammeBus::step() {
    if (m_mixFrames != 0 && --m_mixFramesLeft == 0) {
        m_mixFrames = 0;
        std::swap(m_programme, m_preview);
    }
    std::vector<Level> levels(m_inputs);
    levels[m_programme] = {1, false, 1};
    if (m_mixFrames != 0 && m_preview != m_programme) {
        const double done = static_cast<double>(m_mixFrames - m_mixFramesLeft) / m_mixFrames;
        levels[m_programme].sound = 1 - done;
        levels[m_preview] = {done, true, done};
    }
    return levels;
}

} // namespace tally::gst
