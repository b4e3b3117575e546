// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/interfaces.h"

#include <map>
#include <mutex>
#include <string>

namespace tally::server::test {

// Live events without media: the test says where the live edge is, and reads what date ranges were set. Any thread.
class FakeLiveEvents : public live::LiveEvents {
public:
    core::Status open(const live::EventSettings& settings) override;
    std::optional<core::WallTime> liveEdge(std::string_view event) const override;
    std::optional<core::WallTime> windowBegin(std::string_view event) const override;
    bool onAir(std::string_view event) const override;
    void setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) override;

    void setLiveEdge(std::optional<core::WallTime> edge); // absent: off air
    void setWindowBegin(core::WallTime begin);
    live::EventSettings settingsOf(const std::string& event) const; // as it was opened last
    bool isOpen(const std::string& event) const;
    std::vector<core::DateRange> dateRanges(const std::string& event) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, live::EventSettings> m_open;
    std::optional<core::WallTime> m_edge;
    std::optional<core::WallTime> m_begin;
    std::map<std::string, std::vector<core::DateRange>> m_ranges;
};

} // namespace tally::server::test
