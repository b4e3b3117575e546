// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/playlist/playlist_edge.h"

#include <charconv>
#include <optional>

namespace tally::load {
namespace {

// What stands behind `name` in a line: "#EXT-X-MEDIA-SEQUENCE:" … up to a comma.
std::optional<std::uint64_t> numberBehind(std::string_view line, std::string_view name) {
    const auto at = line.find(name);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view digits = line.substr(at + name.size());
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::string uriOf(std::string_view line) {
    constexpr std::string_view kUri = "URI=\"";
    const auto at = line.find(kUri);
    const std::string_view rest = at == std::string_view::npos ? "" : line.substr(at + kUri.size());
    return std::string(rest.substr(0, rest.find('"')));
}

class EdgeReader {
public:
    void line(std::string_view line) {
        if (const auto sequence = numberBehind(line, "#EXT-X-MEDIA-SEQUENCE:")) {
            m_edge.next.msn += *sequence;
        } else if (const auto skipped = numberBehind(line, "#EXT-X-SKIP:SKIPPED-SEGMENTS=")) {
            m_edge.next.msn += *skipped;
        } else if (line.starts_with("#EXT-X-PART:")) {
            ++m_edge.next.part;
            m_edge.lastPart = uriOf(line);
        } else if (line.starts_with("#EXT-X-PRELOAD-HINT:TYPE=PART")) {
            m_edge.hint = uriOf(line);
        } else if (!line.empty() && line.front() != '#') { // the segment that the parts before it were of
            ++m_edge.next.msn;
            m_edge.next.part = 0;
        }
    }

    const PlaylistEdge& edge() const { return m_edge; }

private:
    PlaylistEdge m_edge;
};

} // namespace

core::Result<PlaylistEdge> readPlaylistEdge(std::string_view text) {
    if (!text.starts_with("#EXTM3U")) {
        return core::fail(core::ErrorCode::invalid, "no playlist: " + std::string(text.substr(0, 80)));
    }
    EdgeReader reader;
    while (!text.empty()) {
        const auto end = text.find('\n');
        reader.line(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (reader.edge().lastPart.empty()) {
        return core::fail(core::ErrorCode::notFound, "the playlist has no part");
    }
    return reader.edge();
}

} // namespace tally::load
