// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/image_header.h"

#include <optional>

namespace tally::server::catalog {

using core::ErrorCode;

namespace {

constexpr std::string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kPngEnd("IEND\xae\x42\x60\x82", 8); // the last chunk's type and checksum
constexpr std::string_view kJpegStart("\xff\xd8\xff", 3);
constexpr std::string_view kJpegEnd("\xff\xd9", 2);
constexpr std::uint64_t kMostPixels = 16'000'000;

std::uint32_t byteAt(std::string_view bytes, std::size_t index) {
    return static_cast<unsigned char>(bytes[index]);
}

std::uint32_t read16(std::string_view bytes, std::size_t at) {
    return byteAt(bytes, at) << 8 | byteAt(bytes, at + 1);
}

std::uint32_t read32(std::string_view bytes, std::size_t at) {
    return read16(bytes, at) << 16 | read16(bytes, at + 2);
}

tl::unexpected<core::Error> cutOff(std::string_view format) {
    return core::fail(ErrorCode::truncated, "the " + std::string(format) + " file is cut off");
}

core::Result<ImageHeader> checked(ImageHeader header) {
    if (header.width == 0 || header.height == 0) {
        return core::fail(ErrorCode::invalid, "the image has no size");
    }
    if (std::uint64_t(header.width) * header.height > kMostPixels) {
        return core::fail(ErrorCode::tooLarge, "the image is " + std::to_string(header.width) + "×" +
                                                   std::to_string(header.height) + "; at most 16 megapixels are taken");
    }
    return header;
}

// Signature, then the chunk IHDR: length 13, type, width, height.
core::Result<ImageHeader> readPng(std::string_view file) {
    if (file.size() < 33) {
        return cutOff("PNG");
    }
    if (read32(file, 8) != 13 || file.substr(12, 4) != "IHDR") {
        return core::fail(ErrorCode::invalid, "the PNG file does not begin with its header");
    }
    if (!file.ends_with(kPngEnd)) {
        return cutOff("PNG");
    }
    return checked({"image/png", read32(file, 16), read32(file, 20)});
}

// SOF0 to SOF15 carry the size; C4, C8 and CC in their midst are tables.
bool isStartOfFrame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool standsAlone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// Walks the marker segments, each with its length, up to the frame header: length, precision, height, width.
core::Result<ImageHeader> readJpeg(std::string_view file) {
    if (!file.ends_with(kJpegEnd)) {
        return cutOff("JPEG");
    }
    for (std::size_t at = 2; at + 4 <= file.size();) {
        if (byteAt(file, at) != 0xFF) {
            return core::fail(ErrorCode::invalid, "the JPEG file's segments do not follow each other");
        }
        const std::uint32_t marker = byteAt(file, at + 1);
        if (marker == 0xFF || standsAlone(marker)) {
            at += marker == 0xFF ? 1 : 2; // 0xFF may be repeated as a filler
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) {
            break; // the picture's data, and no frame header before it
        }
        const std::size_t length = read16(file, at + 2);
        if (length < 2 || at + 2 + length > file.size()) {
            return cutOff("JPEG");
        }
        if (isStartOfFrame(marker)) {
            return length < 8 ? core::Result<ImageHeader>(cutOff("JPEG"))
                              : checked({"image/jpeg", read16(file, at + 7), read16(file, at + 5)});
        }
        at += 2 + length;
    }
    return core::fail(ErrorCode::invalid, "the JPEG file has no frame header");
}

} // namespace

core::Result<ImageHeader> readImageHeader(std::string_view file) {
    if (file.starts_with(kPngSignature)) {
        return readPng(file);
    }
    if (file.starts_with(kJpegStart)) {
        return readJpeg(file);
    }
    return core::fail(ErrorCode::invalid, "the file is neither a PNG nor a JPEG image");
}

} // namespace tally::server::catalog
