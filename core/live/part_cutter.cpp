// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/part_cutter.h"

#include <utility>

namespace tally::core {

PartCutter PartCutter::forVideo(const PartGrid& grid, std::uint32_t timescale) {
    return {grid, timescale, true};
}

PartCutter PartCutter::forAudio(const PartGrid& grid, std::uint32_t timescale) {
    return {grid, timescale, false};
}

PartCutter::PartCutter(const PartGrid& grid, std::uint32_t timescale, bool video)
    : m_grid(grid), m_timescale(timescale), m_video(video) {}

// Line i lies at i·framesPerPart frames, rounded down to a tick.
std::uint64_t PartCutter::gridLine(std::uint64_t index) const {
    const std::uint64_t ticks = std::uint64_t{m_grid.framesPerPart} * m_grid.frameRate.denominator * m_timescale;
    return index * ticks / m_grid.frameRate.numerator;
}

std::uint64_t PartCutter::cellOf(std::uint64_t decodeTime) const {
    const std::uint64_t ticks = std::uint64_t{m_grid.framesPerPart} * m_grid.frameRate.denominator * m_timescale;
    std::uint64_t index = decodeTime * m_grid.frameRate.numerator / ticks;
    while (gridLine(index + 1) <= decodeTime) { // the division above rounds down once more than gridLine
        ++index;
    }
    return index;
}

bool PartCutter::endsPart(const Sample& sample) const {
    if (m_video) {
        return m_open.size() >= m_grid.framesPerPart;
    }
    return sample.decodeTime + sample.duration >= gridLine(cellOf(m_open.front().decodeTime) + 1);
}

bool PartCutter::startsAnew(const Sample& sample) const {
    const Sample& last = m_open.back();
    const bool hole = sample.decodeTime != last.decodeTime + last.duration;
    return hole || (m_video && sample.sync);
}

std::vector<std::vector<Sample>> PartCutter::push(Sample sample) {
    std::vector<std::vector<Sample>> parts;
    if (!m_open.empty() && startsAnew(sample)) {
        parts.push_back(flush());
    }
    m_open.push_back(std::move(sample));
    if (endsPart(m_open.back())) {
        parts.push_back(flush());
    }
    return parts;
}

std::vector<Sample> PartCutter::flush() {
    return std::exchange(m_open, {});
}

} // namespace tally::core
