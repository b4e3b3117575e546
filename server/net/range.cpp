// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/range.h"

#include <algorithm>
#include <charconv>

namespace tally::server::net {
namespace {

// first-last, first-, or -suffix.
struct RangeSpec {
    std::optional<std::size_t> first;
    std::optional<std::size_t> last; // without a first: how many from the end
};

// Nothing where the text is no number. A number past the largest is the largest: it is beyond every end.
std::optional<std::size_t> numberOf(std::string_view text) {
    const bool digits =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!digits) {
        return std::nullopt;
    }
    return error == std::errc::result_out_of_range ? std::numeric_limits<std::size_t>::max() : number;
}

std::optional<RangeSpec> specOf(std::string_view header) {
    constexpr std::string_view kUnit = "bytes=";
    const std::size_t dash = header.find('-');
    if (!header.starts_with(kUnit) || dash == std::string_view::npos || header.find(',') != std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view first = header.substr(kUnit.size(), dash - kUnit.size());
    const std::string_view last = header.substr(dash + 1);
    const RangeSpec spec{numberOf(first), numberOf(last)};
    const bool wrong = (!first.empty() && !spec.first) || (!last.empty() && !spec.last) ||
                       (!spec.first && !spec.last) || (spec.first && spec.last && *spec.first > *spec.last);
    return wrong ? std::nullopt : std::optional(spec);
}

// Nothing where it has no byte.
std::optional<Response::Slice> sliceOf(const RangeSpec& spec, std::size_t size) {
    const std::size_t first = spec.first ? *spec.first : size - std::min(size, *spec.last);
    if (first >= size) {
        return std::nullopt;
    }
    const std::size_t last = spec.first && spec.last ? std::min(*spec.last, size - 1) : size - 1;
    return Response::Slice{first, last - first + 1};
}

// RFC 9110 §13.1.5: a date, or a weak tag, is never the same version for certain.
bool isSameVersion(const Request& request, const Response& response) {
    const auto wanted = request.header("if-range");
    return !wanted || wanted == response.header("ETag");
}

} // namespace

Response ranged(const Request& request, Response response) {
    const auto header = request.header("range");
    if (response.status != 200 || request.method != Method::get || !header || !response.header("Accept-Ranges")) {
        return response;
    }
    const auto spec = specOf(*header);
    if (!spec || !isSameVersion(request, response)) {
        return response;
    }
    const std::string size = std::to_string(response.body().size());
    const auto slice = sliceOf(*spec, response.body().size());
    if (!slice) {
        return Response::problem(416, "the range begins beyond the end").withHeader("Content-Range", "bytes */" + size);
    }
    response.status = 206;
    response.slice = slice;
    response.withHeader("Content-Range", "bytes " + std::to_string(slice->first) + "-" +
                                             std::to_string(slice->first + slice->size - 1) + "/" + size);
    return response;
}

} // namespace tally::server::net
