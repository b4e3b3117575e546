// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "gst/switcher.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tally::gst::test {

struct RecordedPart {
    EncodedPart part;
    core::Chunk chunk;
    std::chrono::system_clock::time_point arrived;
};

struct RecordedPicture {
    PreviewPicture picture;
    std::chrono::steady_clock::time_point arrived;
};

// A listener that keeps everything and lets a test wait for it.
class Recorder : public SwitcherListener {
public:
    void trackStarted(const std::string& track, const core::TrackFormat& format, core::SharedBytes init) override;
    void partEncoded(EncodedPart part) override;
    void pictureReady(PreviewPicture picture) override;
    void statusChanged() override;
    void failed(core::Error error) override;

    // Looks after each event until `happened()`; false: not within `timeout`. `happened` may ask the switcher and this.
    bool waitUntil(const std::function<bool()>& happened, std::chrono::milliseconds timeout = std::chrono::seconds(15));
    bool waitForParts(const std::string& track, std::size_t count);

    std::vector<std::string> tracks() const;
    core::TrackFormat format(const std::string& track) const;
    std::vector<RecordedPart> parts(const std::string& track) const;
    core::Bytes stream(const std::string& track) const; // init and parts, as a file
    std::vector<RecordedPicture> pictures(const std::optional<std::string>& input) const;
    std::vector<core::Error> failures() const;

private:
    struct Track {
        core::TrackFormat format;
        core::InitSection init;
        std::vector<RecordedPart> parts;
    };

    void note();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_events = 0;
    std::map<std::string, Track> m_tracks;
    std::vector<RecordedPicture> m_pictures;
    std::vector<core::Error> m_failures;
};

} // namespace tally::gst::test
