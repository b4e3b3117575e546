// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/session_files.h"

#include "core/json/codec.h"
#include "server/store/replace_file.h"
#include "server/store/unique_fd.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tally::server::live {

namespace fs = std::filesystem;

namespace {

// session.json
struct StoredSession {
    SessionAnchor anchor;
    std::uint32_t init = 0;
    std::optional<std::vector<std::uint64_t>> breaks; // of the anchor
};
BOOST_DESCRIBE_STRUCT(StoredSession, (), (anchor, init, breaks))

fs::path initPath(const fs::path& folder, std::uint32_t number) {
    return folder / fmt::format("init-{}.mp4", number);
}

std::optional<std::string> readFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file.is_open() && !file.bad() ? std::optional(std::move(text)) : std::nullopt;
}

core::ByteView viewOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view textOf(core::ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

core::Status SessionFiles::begin(const Session& session, core::ByteView init) {
    if (auto written = store::replaceFile(initPath(m_folder, session.initNumber), textOf(init)); !written) {
        return written;
    }
    const StoredSession stored{session.anchor, session.initNumber, session.anchor.breaks};
    return store::replaceFile(m_folder / "session.json", core::serializeJson(stored));
}

std::optional<SessionFiles::Session> SessionFiles::read() const {
    const auto text = readFile(m_folder / "session.json");
    auto stored = core::parseJson<StoredSession>(text.value_or(""));
    if (!stored) {
        return std::nullopt;
    }
    stored->anchor.breaks = std::move(stored->breaks).value_or(std::vector<std::uint64_t>());
    return Session{std::move(stored->anchor), stored->init};
}

std::map<std::uint32_t, core::SharedBytes> SessionFiles::keepInits(const std::set<std::uint32_t>& used) {
    std::map<std::uint32_t, core::SharedBytes> inits;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_folder, error)) {
        std::uint32_t number = 0;
        if (std::sscanf(entry.path().filename().c_str(), "init-%u.mp4", &number) != 1) {
            continue;
        }
        if (!used.contains(number)) {
            fs::remove(entry.path(), error);
        } else if (const auto text = readFile(entry.path())) {
            const core::ByteView bytes = viewOf(*text);
            inits[number] = std::make_shared<const core::Bytes>(bytes.begin(), bytes.end());
        }
    }
    return inits;
}

void SessionFiles::notePosition(std::uint64_t msn) {
    if (msn <= m_position) {
        return;
    }
    m_position = msn;
    const std::string text = fmt::format("{:020}\n", msn);
    const store::UniqueFd file(::open((m_folder / "position").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file || ::pwrite(file.get(), text.data(), text.size(), 0) < 0) {
        m_position = 0; // tried again with the next part
    }
}

std::uint64_t SessionFiles::readPosition() {
    const auto text = readFile(m_folder / "position");
    m_position = text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
    return m_position;
}

} // namespace tally::server::live
