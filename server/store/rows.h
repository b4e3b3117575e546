// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct pg_result;

namespace tally::server::store {

class Row;

// What a statement returned. Shares libpq's result, so it is cheap to copy. Immutable; any thread.
class Rows {
public:
    Rows() = default;
    explicit Rows(std::shared_ptr<pg_result> result) : m_result(std::move(result)) {}

    std::size_t size() const;
    bool empty() const { return size() == 0; }
    std::uint64_t affected() const; // rows that INSERT, UPDATE, DELETE or COPY changed
    Row operator[](std::size_t row) const;

private:
    friend class Row;
    std::shared_ptr<pg_result> m_result; // null: no rows
};

// One row; columns count from 0. Reading a column as what it is not, or NULL as a value, throws std::logic_error: the
// statement and the code that reads it disagree. Views live as long as their Rows.
class Row {
public:
    Row(const Rows& rows, std::size_t row) : m_result(rows.m_result.get()), m_row(static_cast<int>(row)) {}

    bool isNull(int column) const;
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    std::int64_t integer(int column) const;
    std::uint64_t count(int column) const; // an integer of 0 or more
    double number(int column) const;
    core::WallTime time(int column) const; // a timestamptz

private:
    pg_result* m_result;
    int m_row;
};

inline Row Rows::operator[](std::size_t row) const {
    return Row(*this, row);
}

} // namespace tally::server::store
