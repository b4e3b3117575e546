// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/event_stream.h"

#include <stdexcept>

namespace tally::server::test {

inline core::Bytes bytesOf(const live::MediaBytes& media) {
    core::Bytes bytes;
    if (!media.appendTo(bytes)) {
        throw std::runtime_error("media cannot be read back");
    }
    return bytes;
}

// Of a segment, from memory or from the disk; null where it is neither there nor here.
inline core::SharedBytes bytesOf(const live::EventStream::Media& media, std::uint64_t msn) {
    if (media.store) {
        const auto stored = media.store->read(msn);
        return stored ? *stored : nullptr;
    }
    return media.bytes ? std::make_shared<const core::Bytes>(bytesOf(media.bytes)) : nullptr;
}

} // namespace tally::server::test
