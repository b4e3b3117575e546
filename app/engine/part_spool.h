// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace tally::app {

// Parts of one track on disk, for an outage that memory cannot hold: in files of about a mebibyte, each of
// which begins with a sync part and goes when its last part is released. They are of use to this start of the engine
// alone: what an engine that was killed left behind is removed at the start, and the rest at the end; so a folder is of
// one engine. No fsync, but a disk in trouble may make any call wait. One thread.
class PartSpool {
public:
    struct Place {
        std::uint64_t file = 0;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
    };

    // An empty folder means no spool: nothing fits. The folder is made when it is first needed.
    PartSpool(std::filesystem::path folder, std::string track, std::uint64_t maximumBytes);
    ~PartSpool();
    PartSpool(const PartSpool&) = delete;
    PartSpool& operator=(const PartSpool&) = delete;

    // Error: tooLarge when it is full, unavailable when the disk refuses.
    core::Result<Place> write(const core::Bytes& bytes, bool startsWithSync);
    // Error: unavailable.
    core::Result<core::SharedBytes> read(const Place& place) const;
    void release(const Place& place);

    std::uint64_t bytes() const { return m_bytes; } // on disk, released parts of files that are still there included

private:
    struct File {
        std::uint64_t bytes = 0;
        std::uint64_t parts = 0; // not released
    };

    std::filesystem::path pathOf(std::uint64_t file) const;
    void leaveCurrent();
    void remove(std::uint64_t file);
    void removeLeftovers() const;

    std::filesystem::path m_folder;
    std::string m_track;
    std::uint64_t m_maximumBytes;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_current = 0; // file that is written; it may not exist
    std::map<std::uint64_t, File> m_files;
};

} // namespace tally::app
