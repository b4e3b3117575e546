// SPDX-License-Identifier: GPL-3.0-or-later
// A publisher's stream up to what its viewers get: sessions, the segment grid, playlists.
#include "server/live/event_stream.h"

#include "core/cmaf/reader.h"
#include "tests/fuzz/property.h"

#include <spdlog/spdlog.h>

namespace core = tally::core;
using tally::fuzz::require;
using tally::server::live::EventStream;

namespace {

// The stream of an event whose clock goes on by a second with each start of the encoder.
class Show {
public:
    void add(core::CmafReader::Item item) {
        if (auto* init = std::get_if<core::InitSection>(&item)) {
            check();
            m_now += std::chrono::seconds(m_inits % 2);
            m_lane.session = "start-" + std::to_string(m_inits / 2);
            m_lane.init = *init;
            m_track = m_inits++ % 2 == 0 ? "v720" : "v480";
            m_stream->addInit(m_track, m_lane, std::move(*init));
            return;
        }
        m_stream->addChunk(m_track, m_lane, std::get<core::Chunk>(item));
    }

    void check() {
        for (const core::Skip skip : {core::Skip::none, core::Skip::yes}) {
            checkPlaylist(m_stream->playlist(m_track, {.msn = {}, .part = {}, .skip = skip}));
        }
        m_stream->multivariant();
        m_stream->liveEdge();
        m_stream->counts();
    }

private:
    void checkPlaylist(const EventStream::Answer& answer) {
        if (!answer.playlist) {
            return;
        }
        const std::string& text = *answer.playlist->plain().text;
        require(text.starts_with("#EXTM3U\n"), "a playlist begins as one");
        require(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos,
                "durations are numbers");
        const std::uint64_t msn = numberBehind(text, "#EXT-X-MEDIA-SEQUENCE:");
        require(msn >= m_mediaSequence[m_track], "a media sequence number never goes back");
        m_mediaSequence[m_track] = msn;
        const std::uint64_t discontinuities = numberBehind(text, "#EXT-X-DISCONTINUITY-SEQUENCE:");
        require(discontinuities >= m_discontinuities[m_track], "a discontinuity sequence never goes back");
        m_discontinuities[m_track] = discontinuities;
        m_stream->segment(m_track, msn);
        m_stream->part(m_track, msn, 0);
    }

    std::shared_ptr<EventStream> open() {
        tally::server::live::StreamOptions options;
        options.window = std::chrono::seconds(8);
        options.now = [this] {
            return m_now;
        };
        return EventStream::open({.slug = "cup"}, std::move(options)).value();
    }

    static std::uint64_t numberBehind(const std::string& text, std::string_view tag) {
        const std::size_t at = text.find(tag);
        return at == std::string::npos ? 0 : std::stoull(text.substr(at + tag.size()));
    }

    std::chrono::steady_clock::time_point m_now{};
    std::shared_ptr<EventStream> m_stream = open();
    std::uint64_t m_inits = 0;
    std::string m_track;
    tally::server::live::IngestLane m_lane;
    std::map<std::string, std::uint64_t> m_mediaSequence;
    std::map<std::string, std::uint64_t> m_discontinuities;
};

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    spdlog::set_level(spdlog::level::off);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    core::CmafReader reader;
    reader.push(std::as_bytes(std::span(data, size)));
    Show show;
    for (;;) {
        auto item = reader.next();
        if (!item || !*item) {
            show.check();
            return 0;
        }
        show.add(std::move(**item));
    }
}
