// SPDX-License-Identifier: GPL-3.0-or-later
// Images that people upload.
#include "server/catalog/image_header.h"

#include "tests/fuzz/property.h"

using namespace tally::server::catalog;
using tally::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto header = readImageHeader(file);
    if (header) {
        require(header->mime == "image/png" || header->mime == "image/jpeg", "two formats are known");
        require(header->width > 0 && header->height > 0, "an image has a size");
        require(std::uint64_t{header->width} * header->height <= 16'000'000, "an image has at most 16 megapixels");
        require(!readImageHeader(file.substr(0, size - 1)), "an image that is cut is none");
    }
    return 0;
}
