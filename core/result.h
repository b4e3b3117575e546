// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace tally::core {

// Kinds of expected failure. What a caller may want to tell apart is a kind of its own; the rest is text in `detail`.
enum class ErrorCode {
    invalid,      // the input breaks a rule: the same input fails again
    unsupported,  // it is in order, but of a kind that is not handled here
    truncated,    // more bytes are needed
    notFound,     // the thing named does not exist
    conflict,     // it exists already, or overlaps with one that does
    unauthorized, // who asks is unknown, or may not
    tooLarge,     // over a limit of ours
    unavailable,  // a service, device or file cannot be reached now; trying again may help
    timeout,      // a deadline passed
    closed,       // the other side, or we ourselves, ended it
};

// An expected failure. `detail` names what failed and, where known, what to do; it holds no secret.
struct Error {
    ErrorCode code = ErrorCode::invalid;
    std::string detail;

    bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

// Passes the error of one result on as that of another type: `return propagate(result);`
template <typename T>
tl::unexpected<Error> propagate(const Result<T>& failed) {
    return tl::unexpected<Error>(failed.error());
}

} // namespace tally::core
