// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/journal_record.h"

#include <boost/crc.hpp>

namespace tally::server::measurement {
namespace {

constexpr std::size_t kHeaderBytes = 8;

using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;

std::uint32_t crc32c(std::string_view bytes) {
    Crc32c crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

void append32(std::string& file, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) {
        file += static_cast<char>(number >> shift & 0xFF);
    }
}

std::uint32_t read32(std::string_view file, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number |= static_cast<std::uint32_t>(static_cast<unsigned char>(file[at + i])) << (8 * i);
    }
    return number;
}

} // namespace

void appendRecord(std::string& file, std::string_view payload) {
    append32(file, static_cast<std::uint32_t>(payload.size()));
    append32(file, crc32c(payload));
    file += payload;
}

std::vector<std::string> readRecords(std::string_view file) {
    std::vector<std::string> payloads;
    while (file.size() >= kHeaderBytes) {
        const std::size_t length = read32(file, 0);
        const std::string_view payload = file.substr(kHeaderBytes, length);
        // A length of 0 is a run of zeros, as a file system leaves it behind after a power cut.
        if (length == 0 || payload.size() < length || crc32c(payload) != read32(file, 4)) {
            break;
        }
        payloads.emplace_back(payload);
        file.remove_prefix(kHeaderBytes + length);
    }
    return payloads;
}

} // namespace tally::server::measurement
