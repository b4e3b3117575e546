// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// A binary message of the control socket: one preview picture.
//
//   byte 0      1, the layout's version
//   byte 1      0 programme, 1 input
//   bytes 2–3   index of the input in EngineState::inputs, big-endian; 0 for the programme
//   bytes 4–11  running time of the frame in nanoseconds, big-endian
//   bytes 12–   JPEG
//
//   01 01 00 02 00 00 00 00 3B 9A CA 00 FF D8 …   input 2, one second, JPEG from FF D8 on
namespace tally::core {

inline constexpr std::size_t kPreviewHeaderBytes = 12;

struct PreviewHeader {
    std::optional<std::uint16_t> input; // absent: the programme
    std::uint64_t runningTimeNs = 0;

    bool operator==(const PreviewHeader&) const = default;
};

struct PreviewFrame {
    PreviewHeader header;
    std::span<const std::byte> jpeg; // into the message that was decoded
};

std::vector<std::byte> encodePreviewFrame(const PreviewHeader& header, std::span<const std::byte> jpeg);

// Error: truncated when shorter than a header, invalid for another version or source.
Result<PreviewFrame> decodePreviewFrame(std::span<const std::byte> message);

} // namespace tally::core
