// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/rows.h"

#include <libpq-fe.h>

#include <charconv>
#include <stdexcept>

namespace tally::server::store {
namespace {

template <typename Number>
Number readNumber(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::logic_error("a column does not hold the number that was asked for: " + std::string(text));
    }
    return number;
}

} // namespace

std::size_t Rows::size() const {
    return m_result ? static_cast<std::size_t>(PQntuples(m_result.get())) : 0;
}

std::uint64_t Rows::affected() const {
    const std::string_view text = m_result ? PQcmdTuples(m_result.get()) : "";
    return text.empty() ? 0 : readNumber<std::uint64_t>(text);
}

bool Row::isNull(int column) const {
    return PQgetisnull(m_result, m_row, column) == 1;
}

std::string_view Row::text(int column) const {
    if (m_row >= PQntuples(m_result) || column >= PQnfields(m_result) || isNull(column)) {
        throw std::logic_error("column " + std::to_string(column) + " has no value");
    }
    return {PQgetvalue(m_result, m_row, column), static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
}

std::int64_t Row::integer(int column) const {
    return readNumber<std::int64_t>(text(column));
}

std::uint64_t Row::count(int column) const {
    return readNumber<std::uint64_t>(text(column));
}

double Row::number(int column) const {
    return readNumber<double>(text(column));
}

// Every session has TimeZone UTC and DateStyle ISO: 2026-11-24 09:00:00.123+00
core::WallTime Row::time(int column) const {
    std::string rfc3339 = string(column) + ":00";
    const std::size_t space = rfc3339.find(' ');
    if (space != std::string::npos) {
        rfc3339[space] = 'T';
    }
    const auto time = core::parseRfc3339(rfc3339);
    if (!time) {
        throw std::logic_error("a column does not hold a time: " + rfc3339);
    }
    return *time;
}

} // namespace tally::server::store
