// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/part_spool.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace tally::app {
namespace {

constexpr std::uint64_t kMostFileBytes = 1 << 20;
constexpr std::uint64_t kLeastFiles = 8; // a small spool is not lost as a whole when it is full
constexpr auto kExtension = ".spool";

} // namespace

PartSpool::PartSpool(std::filesystem::path folder, std::string track, std::uint64_t maximumBytes)
    : m_folder(std::move(folder)), m_track(std::move(track)), m_maximumBytes(m_folder.empty() ? 0 : maximumBytes) {
    removeLeftovers();
}

PartSpool::~PartSpool() {
    while (!m_files.empty()) {
        remove(m_files.begin()->first);
    }
}

core::Result<PartSpool::Place> PartSpool::write(const core::Bytes& bytes, bool startsWithSync) {
    if (m_bytes + bytes.size() > m_maximumBytes) {
        return core::fail(core::ErrorCode::tooLarge, "the spool of " + m_track + " is full");
    }
    if (const auto current = m_files.find(m_current);
        current != m_files.end() && startsWithSync &&
        current->second.bytes >= std::min(kMostFileBytes, m_maximumBytes / kLeastFiles)) {
        ++m_current;
    }
    std::error_code ignored; // the file will not open then, and says so
    std::filesystem::create_directories(m_folder, ignored);
    std::ofstream out(pathOf(m_current), std::ios::binary | std::ios::app);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) {
        leaveCurrent();
        return core::fail(core::ErrorCode::unavailable, "cannot write into the spool folder " + m_folder.string());
    }
    File& file = m_files[m_current];
    const Place place{m_current, file.bytes, bytes.size()};
    file.bytes += bytes.size();
    ++file.parts;
    m_bytes += bytes.size();
    return place;
}

core::Result<core::SharedBytes> PartSpool::read(const Place& place) const {
    auto bytes = std::make_shared<core::Bytes>(place.size);
    std::ifstream in(pathOf(place.file), std::ios::binary);
    in.seekg(static_cast<std::streamoff>(place.offset));
    if (!in.read(reinterpret_cast<char*>(bytes->data()), static_cast<std::streamsize>(place.size))) {
        return core::fail(core::ErrorCode::unavailable, "cannot read " + pathOf(place.file).string());
    }
    return bytes;
}

void PartSpool::release(const Place& place) {
    const auto file = m_files.find(place.file);
    if (file != m_files.end() && --file->second.parts == 0) {
        remove(place.file);
    }
}

std::filesystem::path PartSpool::pathOf(std::uint64_t file) const {
    return m_folder / (m_track + "." + std::to_string(file) + kExtension); // no track's name has a dot
}

// Half a part may be at the end of the file: the next one would not lie where we think.
void PartSpool::leaveCurrent() {
    if (!m_files.contains(m_current)) {
        std::error_code ignored;
        std::filesystem::remove(pathOf(m_current), ignored);
    }
    ++m_current;
}

void PartSpool::remove(std::uint64_t file) {
    std::error_code ignored; // a file that stays is a leftover of the next start
    std::filesystem::remove(pathOf(file), ignored);
    m_bytes -= m_files.at(file).bytes;
    m_files.erase(file);
    m_current += m_current == file ? 1 : 0;
}

void PartSpool::removeLeftovers() const {
    std::error_code none; // no folder yet: nothing is left over
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, none)) {
        if (entry.path().extension() == kExtension && entry.path().filename().string().starts_with(m_track + ".")) {
            std::filesystem::remove(entry.path(), none);
        }
    }
}

} // namespace tally::app
