// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tally::gst {

// How one input stands in one frame of the programme.
struct Level {
    double picture = 0; // 0 hidden to 1 opaque
    bool above = false; // over the other one, while a mix runs
    double sound = 0;   // 0 silent to 1

    bool operator==(const Level&) const = default;
};

// Which inputs are on programme and preview, and how far a mix between them has come. Inputs are numbered. Any one
// thread at a time.
class ProgrammeBus {
public:
    ProgrammeBus(std::size_t inputs, std::size_t programme, std::size_t preview);

    // Error conflict, of all three: a mix is running.
    core::Status setPreview(std::size_t input);
    core::Status cut();                     // preview and programme change places
    core::Status mix(std::uint32_t frames); // the same, as a dissolve. Error invalid: no frames

    // The levels of the next frame, one an input; a mix takes a step.
    std::vector<Level> step();

    std::size_t programme() const { return m_programme; }
    std::size_t preview() const { return m_preview; }
    std::uint32_t mixFrames() const { return m_mixFrames; } // 0: no mix runs
    std::uint32_t mixFramesLeft() const { return m_mixFramesLeft; }

private:
    std::size_t m_inputs;
    std::size_t m_programme;
    std::size_t m_preview;
    std::uint32_t m_mixFrames = 0;
    std::uint32_t m_mixFramesLeft = 0;
};

} // namespace tally::gst
