// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/gzip.h"

#include <zlib.h>

#include <new>

namespace tally::server::live {

std::string gzip(const std::string& plain) {
    constexpr int kGzipWindow = 15 + 16; // the largest window, with a gzip header
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    stream.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(plain.data())); // zlib's API is not const; it only reads
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH); // one call: the output is as large as it can get
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace tally::server::live
