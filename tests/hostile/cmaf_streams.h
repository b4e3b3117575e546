// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <string>
#include <vector>

// Streams of CMAF that broke others, by the number of the list they come from. The tests push them through the reader
// and the ingest of the server, the fuzzers begin with them. Each begins with a good init section and a good chunk
// where its fault lies behind them.
namespace tally::test {

struct HostileStream {
    std::string name;
    core::Bytes bytes;
};

std::vector<HostileStream> impossibleBoxes();   // H1: sizes that cannot be, boxes nested past 64
std::vector<HostileStream> endlessChains();     // H2: boxes that bring nothing
std::vector<HostileStream> overflowingCounts(); // H4: counts whose product has no room in 32 or 64 bits
std::vector<HostileStream> codesPastTables();   // H7: reserved AAC rates and channel layouts
std::vector<HostileStream> hugeSizes();         // H8: a size that nobody may make room for
std::vector<HostileStream> impossibleTimes();   // H14: beyond 2^63
std::vector<HostileStream> mediaOutOfOrder();   // H19: before the init section, with two tracks, of another codec

core::Bytes goodStream(); // init section and three chunks of one video track

} // namespace tally::test
