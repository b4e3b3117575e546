// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/media_files.h"

#include <fstream>
#include <stdexcept>
#include <utility>

namespace tally::load {

MediaFiles::MediaFiles(MediaFilesOptions options) : m_options(std::move(options)) {}

MediaFilesReport MediaFiles::run() {
    const auto zero = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    m_report.zeroUnixMs = zero.time_since_epoch().count();
    for (const TrackPlan& plan : m_options.tracks) {
        write(plan, zero);
    }
    return m_report;
}

void MediaFiles::write(const TrackPlan& plan, core::CaptureTime zero) {
    const std::string path = m_options.folder + "/" + plan.name + ".cmaf";
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    const auto append = [&](const core::Bytes& bytes) {
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        m_report.bytes += bytes.size();
    };
    SyntheticTrack track(plan, zero);
    append(track.init());
    for (auto part = track.next(); part.end <= m_options.duration; part = track.next()) {
        append(part.chunk);
        ++m_report.chunks;
    }
    if (!file.flush()) {
        throw std::runtime_error(path + " cannot be written");
    }
}

} // namespace tally::load
