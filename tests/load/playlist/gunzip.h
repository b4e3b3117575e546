// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace tally::load {

// RFC 1952. Error: invalid for what is no gzip, or cut, or over 16 MiB unpacked.
core::Result<std::string> gunzip(std::string_view packed);

} // namespace tally::load
