// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/preview_frame.h"

namespace tally::core {
namespace {

constexpr std::byte kVersion{1};
constexpr std::byte kProgramme{0};
constexpr std::byte kInput{1};

void putBigEndian(std::vector<std::byte>& bytes, std::uint64_t value, int width) {
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::byte>((value >> shift) & 0xFF));
    }
}

std::uint64_t readBigEndian(std::span<const std::byte> bytes) {
    std::uint64_t value = 0;
    for (const std::byte byte : bytes) {
        value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    }
    return value;
}

} // namespace

std::vector<std::byte> encodePreviewFrame(const PreviewHeader& header, std::span<const std::byte> jpeg) {
    std::vector<std::byte> message;
    message.reserve(kPreviewHeaderBytes + jpeg.size());
    message.push_back(kVersion);
    message.push_back(header.input ? kInput : kProgramme);
    putBigEndian(message, header.input.value_or(0), 2);
    putBigEndian(message, header.runningTimeNs, 8);
    message.insert(message.end(), jpeg.begin(), jpeg.end());
    return message;
}

Result<PreviewFrame> decodePreviewFrame(std::span<const std::byte> message) {
    if (message.size() < kPreviewHeaderBytes) {
        return fail(ErrorCode::truncated, "a preview frame is at least 12 bytes long");
    }
    if (message[0] != kVersion || (message[1] != kProgramme && message[1] != kInput)) {
        return fail(ErrorCode::invalid,
                    "a preview frame of another version; use an engine and a studio of one release");
    }
    PreviewFrame frame;
    if (message[1] == kInput) {
        frame.header.input = static_cast<std::uint16_t>(readBigEndian(message.subspan(2, 2)));
    }
    frame.header.runningTimeNs = readBigEndian(message.subspan(4, 8));
    frame.jpeg = message.subspan(kPreviewHeaderBytes);
    return frame;
}

} // namespace tally::core
