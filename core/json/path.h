// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>

// Names of places in a JSON document, for errors: "candidates[0].asset.sha256". The document itself has the empty path.
namespace tally::core::json_codec {

std::string memberPath(const std::string& path, std::string_view name);
std::string elementPath(const std::string& path, std::size_t index);

// Error invalid: "{path} is not {wanted}".
tl::unexpected<Error> wrongKind(const std::string& path, std::string_view wanted);

} // namespace tally::core::json_codec
