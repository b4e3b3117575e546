// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tally::server::measurement {

// A record of a journal file:
//
//   bytes 0–3   length of the payload, little-endian
//   bytes 4–7   CRC-32C (Castagnoli) of the payload, little-endian
//   bytes 8–    payload
//
//   03 00 00 00 B7 3F 4B 36 61 62 63   "abc"
//
// Pure; any thread.
void appendRecord(std::string& file, std::string_view payload);

// The payloads up to the end, or up to the first record that is not whole: what a crash in the middle of a write
// leaves.
std::vector<std::string> readRecords(std::string_view file);

} // namespace tally::server::measurement
