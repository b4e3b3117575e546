// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_images.h"

namespace tally::server::test {
namespace {

std::string bigEndian(std::uint32_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        text += static_cast<char>(value >> shift & 0xFF);
    }
    return text;
}

} // namespace

std::string png(std::uint32_t width, std::uint32_t height, const std::string& body) {
    return std::string("\x89PNG\r\n\x1a\n", 8) + bigEndian(13, 4) + "IHDR" + bigEndian(width, 4) +
           bigEndian(height, 4) + std::string("\x08\x06\0\0\0", 5) + std::string(4, '\0') + body + bigEndian(0, 4) +
           std::string("IEND\xae\x42\x60\x82", 8);
}

std::string jpegSegment(int marker, const std::string& content) {
    return std::string("\xff") + static_cast<char>(marker) +
           bigEndian(static_cast<std::uint32_t>(content.size() + 2), 2) + content;
}

std::string jpeg(std::uint32_t width, std::uint32_t height, int startOfFrame) {
    return std::string("\xff\xd8", 2) + jpegSegment(0xE0, std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
           jpegSegment(0xC4, "a table") +
           jpegSegment(startOfFrame, "\x08" + bigEndian(height, 2) + bigEndian(width, 2) + "\x03") +
           jpegSegment(0xDA, "scan") + "picture" + std::string("\xff\xd9", 2);
}

} // namespace tally::server::test
