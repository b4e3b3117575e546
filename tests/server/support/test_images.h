// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tally::server::test {

// Files with honest headers and no picture: what the server looks at.
std::string png(std::uint32_t width, std::uint32_t height, const std::string& body = {});
std::string jpeg(std::uint32_t width, std::uint32_t height, int startOfFrame = 0xC0);
std::string jpegSegment(int marker, const std::string& content);

} // namespace tally::server::test
