// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tally::load {

// What went wrong, counted by what it was: "status 503", "recv: Connection reset by peer". Lives on one thread.
class Failures {
public:
    void add(std::string_view what) { ++m_counts[std::string(what)]; }
    void addStatus(int status) { add("status " + std::to_string(status)); }

    std::uint64_t total() const {
        std::uint64_t sum = 0;
        for (const auto& [what, count] : m_counts) {
            sum += count;
        }
        return sum;
    }
    const std::map<std::string, std::uint64_t>& byReason() const { return m_counts; }

private:
    std::map<std::string, std::uint64_t> m_counts;
};

} // namespace tally::load
