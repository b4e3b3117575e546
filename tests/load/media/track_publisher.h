// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "tests/load/measure/histogram.h"
#include "tests/load/modes/failures.h"
#include "tests/load/net/connection.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tally::load {

// Which event of the server, and the key that opens it.
struct EventKey {
    std::string event;
    std::string key;
};

// What all publishers of a run did.
struct PublishCounts {
    std::uint64_t chunks = 0; // acknowledged
    std::uint64_t bytes = 0;
    Histogram acknowledged; // from when a chunk was due to the answer to the body it was in
    Failures failures;
};

// Posts one track to ingest as our uplink does: one short body at a time; what comes meanwhile goes out together.
// Lives on its loop's thread.
class TrackPublisher : public ConnectionListener {
public:
    // `session`: of the encoder's start, one for all tracks of the event (Tally-Session). `counts` outlives this.
    TrackPublisher(EventLoop& loop, Endpoint server, const EventKey& event, const std::string& track,
                   const std::string& session, PublishCounts& counts);

    void publish(const core::Bytes& bytes, Clock::time_point due);
    bool isIdle() const { return m_due.empty() && m_waiting.empty(); } // all is acknowledged
    // Called each time when it becomes idle.
    void onIdle(std::function<void()> callback) { m_onIdle = std::move(callback); }

    void onConnected(Connection& connection) override;
    bool wantsBody(Connection& connection, const ResponseHead& head) override;
    void onResponse(Connection& connection, const ResponseReader& response) override;
    void onFailed(Connection& connection, std::string_view reason) override;

private:
    enum class State { closed, connecting, idle, posting };

    void post();
    void account(const ResponseReader& response);

    Connection m_connection;
    std::string m_headStart; // ingestHead()
    PublishCounts& m_counts;
    State m_state = State::closed;
    std::string m_body;                       // that goes out next
    std::vector<Clock::time_point> m_waiting; // when the chunks in it were due
    std::vector<Clock::time_point> m_due;     // of the body that is on its way
    std::size_t m_postedBytes = 0;
    std::function<void()> m_onIdle = [] {
    };
};

// The head of a POST to ingest, up to the value of Content-Length.
std::string ingestHead(const Endpoint& server, const EventKey& event, const std::string& track,
                       const std::string& session);

// A random UUID for a Tally-Session.
std::string newSession();

} // namespace tally::load
