// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/live_segment.h"

#include <algorithm>

namespace tally::server::live {
namespace {

// Absent where a part is missing in it, or lies elsewhere.
net::FileSlice oneSliceOf(const LiveSegment& segment) {
    net::FileSlice whole = segment.parts.front().bytes.file;
    whole.size = 0;
    for (const PublishedPart& part : segment.parts) {
        const net::FileSlice& next = part.bytes.file;
        if (next.owner != whole.owner || next.offset != whole.offset + whole.size) {
            return {};
        }
        whole.size += next.size;
    }
    return whole;
}

} // namespace

MediaBytes wholeOf(const LiveSegment& segment) {
    if (segment.parts.empty()) {
        return {};
    }
    if (net::FileSlice whole = oneSliceOf(segment)) {
        return whole;
    }
    core::Bytes joined;
    joined.reserve(segment.bytes);
    const bool isWhole = std::all_of(segment.parts.begin(), segment.parts.end(),
                                     [&](const PublishedPart& part) { return part.bytes.appendTo(joined); });
    return isWhole ? MediaBytes(std::make_shared<const core::Bytes>(std::move(joined))) : MediaBytes();
}

} // namespace tally::server::live
