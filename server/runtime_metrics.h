// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <prometheus/collectable.h>

namespace tally::server::live {
class LiveService;
}

namespace tally::server::net {
struct NetCounts;
}

namespace tally::server {

// What net/ and live/ count by themselves, as metrics, whenever somebody asks. Any thread.
class RuntimeMetrics : public prometheus::Collectable {
public:
    RuntimeMetrics(const net::NetCounts& net, const live::LiveService& live) : m_net(net), m_live(live) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const net::NetCounts& m_net;
    const live::LiveService& m_live;
};

} // namespace tally::server
