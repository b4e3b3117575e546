// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/playlist/gunzip.h"

#include <zlib.h>

#include <array>

namespace tally::load {
namespace {

constexpr int kGzipOnly = 16; // added to the window bits
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

} // namespace

core::Result<std::string> gunzip(std::string_view packed) {
    z_stream stream{};
    inflateInit2(&stream, MAX_WBITS + kGzipOnly);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data())); // zlib only reads it
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, 16 * 1024> buffer{};
    int result = Z_OK;
    while (result == Z_OK && text.size() < kMostBytes) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        result = inflate(&stream, Z_NO_FLUSH);
        text.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END ? core::Result<std::string>(std::move(text))
                                  : core::fail(core::ErrorCode::invalid, "no whole gzip");
}

} // namespace tally::load
