// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Flags of the boxes in a movie fragment, as the writer sets and the reader meets them.
namespace tally::core {

namespace tfhd { // 14496-12 §8.8.7
inline constexpr std::uint32_t kBaseDataOffset = 0x000001;
inline constexpr std::uint32_t kSampleDescription = 0x000002;
inline constexpr std::uint32_t kDefaultDuration = 0x000008;
inline constexpr std::uint32_t kDefaultSize = 0x000010;
inline constexpr std::uint32_t kDefaultFlags = 0x000020;
inline constexpr std::uint32_t kDefaultBaseIsMoof = 0x020000;
} // namespace tfhd

namespace trun { // §8.8.8
inline constexpr std::uint32_t kDataOffset = 0x000001;
inline constexpr std::uint32_t kFirstSampleFlags = 0x000004; // never with kFlags
inline constexpr std::uint32_t kDuration = 0x000100;
inline constexpr std::uint32_t kSize = 0x000200;
inline constexpr std::uint32_t kFlags = 0x000400;
inline constexpr std::uint32_t kCompositionOffset = 0x000800;
} // namespace trun

namespace sample_flags {                              // §8.8.3.1
inline constexpr std::uint32_t kSync = 0x02000000;    // depends on no other
inline constexpr std::uint32_t kNonSync = 0x01010000; // depends on others, and the bit below
inline constexpr std::uint32_t kIsNonSyncBit = 0x00010000;
} // namespace sample_flags

} // namespace tally::core
