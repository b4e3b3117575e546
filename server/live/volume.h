// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"
#include "server/live/part_record.h"
#include "server/store/unique_fd.h"

#include <filesystem>
#include <vector>

namespace tally::server::live {

// About a minute of one track on disk: {msn}.media, what was received, and {msn}.index, its parts (PartRecord). Both
// only grow. The writer's thread; the static functions any.
class Volume {
public:
    // Goes on where `records` end, or begins: what lies behind them, cut by the end of a server, is cut off.
    // Error: unavailable.
    static core::Result<Volume> open(const std::filesystem::path& folder, std::uint64_t firstMsn,
                                     const std::vector<PartRecord>& records);

    // Returns the record as it was written, with its offset. After an error the volume is as before; while even
    // that fails every later append does. Error: tooLarge when the disk is full, else unavailable.
    core::Result<PartRecord> append(PartRecord record, core::ByteView media);

    std::uint64_t firstMsn() const { return m_firstMsn; }

    // Whole records whose media is there, of one msn after the other. Error: unavailable.
    static core::Result<std::vector<PartRecord>> readIndex(const std::filesystem::path& folder, std::uint64_t firstMsn);
    static core::Result<core::Bytes> read(const std::filesystem::path& folder, std::uint64_t firstMsn,
                                          std::uint64_t offset, std::size_t bytes);
    static std::vector<std::uint64_t> list(const std::filesystem::path& folder); // first msn, ascending
    static void remove(const std::filesystem::path& folder, std::uint64_t firstMsn);

private:
    Volume(std::uint64_t firstMsn, store::UniqueFd media, store::UniqueFd index);
    core::Status cut();

    std::uint64_t m_firstMsn;
    store::UniqueFd m_media;
    store::UniqueFd m_index;
    std::uint64_t m_mediaSize = 0;
    std::uint64_t m_indexSize = 0;
    bool m_broken = false;
};

} // namespace tally::server::live
