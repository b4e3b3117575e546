// SPDX-License-Identifier: GPL-3.0-or-later
// Preview pictures of the control socket.
#include "core/protocol/preview_frame.h"

#include "tests/fuzz/property.h"

namespace core = tally::core;
using tally::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = std::as_bytes(std::span(data, size));
    const auto frame = core::decodePreviewFrame(message);
    if (frame) {
        require(frame->jpeg.size() == size - core::kPreviewHeaderBytes, "the picture is the rest");
        const auto again = core::encodePreviewFrame(frame->header, frame->jpeg);
        const auto decoded = core::decodePreviewFrame(again);
        require(decoded && decoded->header == frame->header, "what was read can be written");
    }
    return 0;
}
