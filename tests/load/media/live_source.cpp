// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/media/live_source.h"

#include <stdexcept>

namespace tally::load {
namespace {

constexpr std::chrono::seconds kPatience{10};

std::string firstOf(const Failures& failures) {
    return failures.byReason().empty() ? "no answer" : failures.byReason().begin()->first;
}

} // namespace

LiveSource::LiveSource(EventLoop& loop, Endpoint server, const EventKey& event, const TrackPlan& track)
    : m_loop(loop),
      m_media(track, std::chrono::system_clock::now()),
      m_publisher(loop, server, event, track.name, newSession(), m_counts) {}

void LiveSource::publishBacklog(unsigned parts, std::function<void()> onThere) {
    const auto now = Clock::now();
    m_publisher.onIdle([this, onThere = std::move(onThere)] {
        if (!m_isThere && m_counts.failures.total() == 0) {
            m_isThere = true;
            onThere();
        }
    });
    m_loop.after(kPatience, [this] {
        if (!m_isThere) {
            throw std::runtime_error("the event could not be published: " + firstOf(m_counts.failures));
        }
    });
    m_publisher.publish(m_media.init(), now);
    for (unsigned i = 0; i < parts; ++i) {
        m_publisher.publish(m_media.next().chunk, now);
    }
}

Clock::time_point LiveSource::publishNext() {
    const core::Bytes chunk = m_media.next().chunk;
    const auto now = Clock::now();
    m_publisher.publish(chunk, now);
    return now;
}

} // namespace tally::load
