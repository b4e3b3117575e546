// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/codec.h"

#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

namespace tally::core {

Result<boost::json::value> parseJsonText(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::json::stream_parser parser({}, options);
    boost::system::error_code error;
    const std::size_t read = parser.write(text, error);
    if (!error) {
        parser.finish(error);
    }
    if (error) {
        return fail(ErrorCode::invalid, "not JSON at byte " + std::to_string(read) + ": " + error.message());
    }
    return parser.release();
}

std::string serializeJsonValue(const boost::json::value& json) {
    return boost::json::serialize(json);
}

} // namespace tally::core
