// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tally::core {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

// Media that is made once and then read by many: never changed after it was shared.
using SharedBytes = std::shared_ptr<const Bytes>;

} // namespace tally::core
