// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

namespace tally::ui {

// Holds the newest value that was put in and forgets older ones, so that a slow taker is late but never behind.
// Not synchronised: its owner guards it.
template <typename T>
class NewestSlot {
public:
    void put(T value) { m_value = std::move(value); }

    // The newest value, once; nothing when it was taken already.
    std::optional<T> take() { return std::exchange(m_value, std::nullopt); }

    bool isEmpty() const { return !m_value.has_value(); }

private:
    std::optional<T> m_value;
};

} // namespace tally::ui
