// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/path.h"

namespace tally::core::json_codec {

std::string memberPath(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

std::string elementPath(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

tl::unexpected<Error> wrongKind(const std::string& path, std::string_view wanted) {
    return fail(ErrorCode::invalid, (path.empty() ? "the document" : path) + " is not " + std::string(wanted));
}

} // namespace tally::core::json_codec
