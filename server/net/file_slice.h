// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace tally::server::net {

// A run of bytes in an open file that nobody changes any more: a plain connection sends a long one without copying it
// (sendfile). Any thread.
struct FileSlice {
    std::shared_ptr<const void> owner; // keeps the file open, and the bytes in it; null: no slice
    int file = -1;                     // the owner's
    std::uint64_t offset = 0;
    std::size_t size = 0;
    const char* mapped = nullptr; // where the owner has it in its address space as well; null: nowhere

    explicit operator bool() const { return owner != nullptr; }
};

} // namespace tally::server::net
