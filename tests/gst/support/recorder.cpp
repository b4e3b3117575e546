// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/recorder.h"

namespace tally::gst::test {

void Recorder::trackStarted(const std::string& track, const core::TrackFormat& format, core::SharedBytes init) {
    {
        const std::lock_guard lock(m_mutex);
        m_tracks[track] = {format, core::parseInitSection(*init).value(), {}};
    }
    note();
}

void Recorder::partEncoded(EncodedPart part) {
    const auto now = std::chrono::system_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        Track& track = m_tracks.at(part.track);
        auto chunk = core::parseChunk(*part.bytes, track.init).value();
        track.parts.push_back({std::move(part), std::move(chunk), now});
    }
    note();
}

void Recorder::pictureReady(PreviewPicture picture) {
    {
        const std::lock_guard lock(m_mutex);
        m_pictures.push_back({std::move(picture), std::chrono::steady_clock::now()});
    }
    note();
}

void Recorder::statusChanged() {
    note();
}

void Recorder::failed(core::Error error) {
    {
        const std::lock_guard lock(m_mutex);
        m_failures.push_back(std::move(error));
    }
    note();
}

void Recorder::note() {
    const std::lock_guard lock(m_mutex);
    ++m_events;
    m_changed.notify_all();
}

bool Recorder::waitUntil(const std::function<bool()>& happened, std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock lock(m_mutex);
    while (true) {
        const std::uint64_t seen = m_events;
        lock.unlock();
        if (happened()) {
            return true;
        }
        lock.lock();
        if (!m_changed.wait_until(lock, deadline, [&] { return m_events != seen; })) {
            return false;
        }
    }
}

bool Recorder::waitForParts(const std::string& track, std::size_t count) {
    const auto allowed = std::chrono::seconds(10) + std::chrono::milliseconds(300) * count;
    return waitUntil([&] { return parts(track).size() >= count; }, allowed);
}

std::vector<std::string> Recorder::tracks() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> names;
    for (const auto& [name, track] : m_tracks) {
        names.push_back(name);
    }
    return names;
}

core::TrackFormat Recorder::format(const std::string& track) const {
    const std::lock_guard lock(m_mutex);
    return m_tracks.at(track).format;
}

std::vector<RecordedPart> Recorder::parts(const std::string& track) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    return found == m_tracks.end() ? std::vector<RecordedPart>() : found->second.parts;
}

core::Bytes Recorder::stream(const std::string& track) const {
    const std::lock_guard lock(m_mutex);
    core::Bytes bytes = m_tracks.at(track).init.bytes;
    for (const RecordedPart& recorded : m_tracks.at(track).parts) {
        bytes.insert(bytes.end(), recorded.part.bytes->begin(), recorded.part.bytes->end());
    }
    return bytes;
}

std::vector<RecordedPicture> Recorder::pictures(const std::optional<std::string>& input) const {
    const std::lock_guard lock(m_mutex);
    std::vector<RecordedPicture> found;
    for (const RecordedPicture& recorded : m_pictures) {
        if (recorded.picture.input == input) {
            found.push_back(recorded);
        }
    }
    return found;
}

std::vector<core::Error> Recorder::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

} // namespace tally::gst::test
