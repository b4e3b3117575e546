// SPDX-License-Identifier: GPL-3.0-or-later
// A track's window as a disk may give it back: the input is an index, or session.json where it begins with a brace.
#include "core/cmaf/writer.h"
#include "server/live/playlist_view.h"
#include "server/live/track_store.h"
#include "tests/core/support/media.h"
#include "tests/fuzz/property.h"

#include <unistd.h>

#include <fstream>

namespace core = tally::core;
namespace fs = std::filesystem;
namespace live = tally::server::live;
using tally::fuzz::require;

namespace {

constexpr std::uint64_t kMostMsn = 1ULL << 62;

constexpr std::string_view kSession =
    R"({"anchor":{"session":"start","baseMsn":1,"gridOrigin":0,"zero":"2026-11-24T09:00:00.000Z",)"
    R"("discontinuity":true,"discontinuities":1},"init":1})";

void write(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// In memory, gone with the process.
class Folder {
public:
    Folder() : m_path(fs::path("/dev/shm") / ("tally-fuzz-" + std::to_string(::getpid()))) {
        fs::create_directory(m_path);
    }
    ~Folder() { fs::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path fill(std::string_view index, std::string_view session) const {
        static const core::Bytes kInit = core::writeInitSection(tally::test::videoFormat());
        const fs::path track = m_path / "v720";
        fs::remove_all(track);
        fs::create_directory(track);
        write(track / "init-1.mp4", {reinterpret_cast<const char*>(kInit.data()), kInit.size()});
        write(track / "session.json", session);
        write(track / "000000000001.media", std::string(4096, 'm'));
        write(track / "000000000001.index", index);
        return track;
    }

private:
    fs::path m_path;
};

// A window that was found goes on.
void goOn(live::TrackStore& store, std::uint64_t msn) {
    const core::Bytes media(10, std::byte{7});
    live::LiveSegment segment;
    segment.msn = msn;
    segment.parts.push_back({.seconds = 0.2, .bytes = std::make_shared<const core::Bytes>(media)});
    require(store.beginSession({.session = "next"}, 2, media).has_value(), "a new session is written");
    require(store.append(recordOf(segment), media).has_value(), "a part is written");
    const auto read = store.read(msn);
    require(read && (*read)->size() >= media.size(), "what was written is read");
    store.keepFrom(msn);
    if (const auto oldest = store.oldestMinute()) {
        store.dropMinutes(*oldest);
    }
    require(store.firstMsn() <= msn, "the newest part stays");
}

// What is done with a window that was found: playlists are made, viewers read.
void use(const live::TrackStore& store, live::TimelineState state) {
    const live::TimelineOptions options;
    std::uint64_t last = state.segments.empty() ? 0 : state.segments.front().msn;
    for (const live::LiveSegment& segment : state.segments) {
        require(segment.msn == last++, "segments come one msn after the other");
        if (const auto bytes = store.read(segment.msn)) {
            require((*bytes)->size() <= 5 * 4096, "a segment is no longer than its media");
        }
    }
    live::TrackTimeline timeline(options);
    timeline.restore(std::move(state));
    const std::string text = live::mediaPlaylistOf(live::snapshotOf(timeline, options)).marshal();
    require(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos, "durations are numbers");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const bool isSession = input.starts_with('{');
    const fs::path track = folder.fill(isSession ? std::string_view() : input, isSession ? input : kSession);
    live::StoredTrack found;
    const auto store = live::TrackStore::open(track, 1, found);
    if (store && found.state) {
        use(**store, std::move(*found.state));
    }
    if (store && found.nextFreeMsn < kMostMsn) {
        goOn(**store, found.nextFreeMsn);
    }
    return 0;
}
