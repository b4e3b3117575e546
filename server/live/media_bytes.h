// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "server/net/file_slice.h"

#include <cstddef>
#include <utility>

namespace tally::server::live {

// Media that is made once and then read by many: in MediaMemory, from where it goes out without being copied, or on the
// heap, where that had no room. Any thread.
struct MediaBytes {
    net::FileSlice file; // one of the two, or none
    core::SharedBytes heap;

    MediaBytes() = default;
    MediaBytes(net::FileSlice inFile) : file(std::move(inFile)) {}
    MediaBytes(core::SharedBytes onHeap) : heap(std::move(onHeap)) {}

    explicit operator bool() const { return file || heap; }
    std::size_t size() const { return heap ? heap->size() : file.size; }
    // False, and nothing appended: the system did not give them back (from swap).
    bool appendTo(core::Bytes& whole) const;
};

} // namespace tally::server::live
