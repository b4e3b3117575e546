// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sql_error.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace tally::server::store {
namespace {

using core::ErrorCode;

struct Kind {
    std::string_view prefix;
    ErrorCode code;
};

// The first that fits.
constexpr Kind kKinds[] = {
    {"23505", ErrorCode::conflict},  {"23P01", ErrorCode::conflict}, {"23503", ErrorCode::notFound},
    {"22", ErrorCode::invalid},      {"23", ErrorCode::invalid},     {"57014", ErrorCode::timeout},
    {"08", ErrorCode::unavailable},  {"40", ErrorCode::unavailable}, {"53", ErrorCode::unavailable},
    {"57P", ErrorCode::unavailable}, {"58", ErrorCode::unavailable},
};

std::optional<ErrorCode> kindOf(std::string_view sqlState) {
    for (const Kind& kind : kKinds) {
        if (sqlState.starts_with(kind.prefix)) {
            return kind.code;
        }
    }
    return std::nullopt;
}

} // namespace

core::Error errorOfSqlState(std::string_view sqlState, std::string_view message) {
    const auto kind = kindOf(sqlState);
    if (!kind) {
        throw std::logic_error("PostgreSQL " + std::string(sqlState) + ": " + std::string(message));
    }
    return {*kind, std::string(message)};
}

bool saysNotReady(std::string_view message) {
    return message.find(" 57P03: ") != std::string_view::npos;
}

} // namespace tally::server::store
