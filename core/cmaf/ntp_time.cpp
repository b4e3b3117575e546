// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/ntp_time.h"

namespace tally::core {
namespace {

constexpr std::int64_t kSecondsFrom1900To1970 = 2'208'988'800;
constexpr std::int64_t kSecondsInEra = 1LL << 32;
constexpr std::uint64_t kBillion = 1'000'000'000;

} // namespace

std::uint64_t toNtp(CaptureTime time) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    const auto nanoseconds = static_cast<std::uint64_t>((time - whole).count());
    const auto seconds = static_cast<std::uint64_t>(whole.time_since_epoch().count() + kSecondsFrom1900To1970);
    return (seconds << 32) | (((nanoseconds << 32) + kBillion / 2) / kBillion);
}

CaptureTime fromNtp(std::uint64_t ntp) {
    const std::int64_t era = ntp >> 63 != 0 ? 0 : kSecondsInEra;
    const std::int64_t seconds = static_cast<std::int64_t>(ntp >> 32) + era - kSecondsFrom1900To1970;
    const std::uint64_t nanoseconds = ((ntp & 0xFFFFFFFF) * kBillion + (1ULL << 31)) >> 32;
    return CaptureTime(std::chrono::seconds(seconds) + std::chrono::nanoseconds(nanoseconds));
}

} // namespace tally::core
