// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/held_load.h"

#include <algorithm>
#include <stdexcept>

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr int kOk = 200;
constexpr unsigned kBacklogParts = 10;
constexpr auto kSettle = 400ms; // from the last request to the part: every one of them is held by then
constexpr auto kPatience = 10s; // what is not answered so long after the part never is

} // namespace

HeldLoad::HeldLoad(const HeldOptions& options)
    : m_options(options),
      m_measurement(options.serverPid),
      m_source(m_loop, options.server, options.event, options.track),
      m_board(options.server, options.event.event, options.track.name),
      m_crowd(m_loop, options.server, options.viewers, *this) {}

HeldReport HeldLoad::run() {
    m_source.publishBacklog(kBacklogParts, [this] { m_crowd.open(); });
    m_loop.run();
    return report();
}

void HeldLoad::onConnected(Connection&) {
    if (m_crowd.connected()) {
        findEdge();
    }
}

// One viewer asks where the stream is.
void HeldLoad::findEdge() {
    m_phase = Phase::finding;
    m_crowd[0].send(m_board.plainRequest());
}

bool HeldLoad::wantsBody(Connection&, const ResponseHead& head) {
    return head.status == kOk && !m_board.find(m_asked);
}

void HeldLoad::onResponse(Connection&, const ResponseReader& response) {
    const auto now = Clock::now();
    if (response.head()->status != kOk) {
        m_failures.addStatus(response.head()->status);
    } else if (m_phase == Phase::holding) {
        m_failures.add("answered before the part was published");
    } else if (m_phase == Phase::answering) {
        if (m_ofPart.count() == 0) {
            m_first.add(now - m_publishedAt);
        }
        m_all.add(now - m_publishedAt);
        m_ofPart.add(now - m_publishedAt);
    }
    takeAnswer(response);
}

void HeldLoad::takeAnswer(const ResponseReader& response) {
    if (response.keepsBody()) {
        const auto next = m_board.read(m_asked, response);
        if (!next) {
            throw std::runtime_error("the playlist: " + next.error().detail);
        }
    }
    if (m_phase == Phase::finding) {
        m_end = Clock::now() + m_options.duration;
        hold();
    } else if (--m_missing == 0) {
        endRound();
    }
}

void HeldLoad::hold() {
    const auto next = m_board.find(m_asked);
    if (!next) {
        throw std::runtime_error("no viewer was told where the stream is");
    }
    m_phase = Phase::holding;
    m_request = next->reloadRequest;
    m_asked = next->next;
    const auto isOpen = [](const auto& connection) {
        return connection->isOpen();
    };
    m_missing = static_cast<std::size_t>(std::count_if(m_crowd.begin(), m_crowd.end(), isOpen));
    for (const auto& connection : m_crowd) {
        if (connection->isOpen()) {
            connection->send(m_request);
        }
    }
    m_loop.after(kSettle, [this] { publish(); });
}

void HeldLoad::publish() {
    m_measurement.begin();
    if (const auto server = m_measurement.serverNow()) {
        m_residentKib.push_back(server->residentKib);
    }
    m_ofPart = {};
    m_phase = Phase::answering;
    m_loop.spin(true);
    m_publishedAt = m_source.publishNext();
    ++m_parts;
    m_loop.after(kPatience, [this, part = m_parts] {
        if (part == m_parts && m_phase == Phase::answering) {
            throw std::runtime_error(std::to_string(m_missing) + " viewers were not answered");
        }
    });
}

void HeldLoad::endRound() {
    if (m_phase != Phase::answering) { // all were refused
        throw std::runtime_error("no viewer was held: " + m_failures.byReason().begin()->first);
    }
    m_measurement.end();
    m_measurement.spun(m_loop.takeSpun());
    m_loop.spin(false);
    m_latencies.push_back(m_ofPart.latency());
    const auto next = std::max(m_publishedAt + m_options.period - kSettle, Clock::now());
    m_phase = Phase::resting;
    if (next >= m_end) {
        m_loop.stop();
    } else {
        m_loop.at(next, [this] { hold(); });
    }
}

// A viewer that lost its connection stays away: it would come back to another part.
void HeldLoad::onFailed(Connection&, std::string_view reason) {
    m_failures.add(reason);
    if ((m_phase == Phase::holding || m_phase == Phase::answering) && --m_missing == 0) {
        endRound();
    }
}

HeldReport HeldLoad::report() const {
    HeldReport report;
    report.viewers = m_options.viewers;
    report.parts = m_parts;
    report.answers = m_all.count();
    report.errors = m_failures.total() + m_source.counts().failures.total();
    report.failures = m_failures.byReason();
    for (const auto& [what, count] : m_source.counts().failures.byReason()) {
        report.failures[what] += count;
    }
    report.answeredMs = m_all.latency();
    report.answeredMsOfPart = m_latencies;
    report.firstAnsweredMs = m_first.latency();
    report.generator = m_measurement.generator();
    report.server = m_measurement.server();
    report.serverResidentKib = m_residentKib;
    return report;
}

} // namespace tally::load
