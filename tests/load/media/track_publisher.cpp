// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/media/track_publisher.h"

#include <array>
#include <cstdio>
#include <random>
#include <utility>

namespace tally::load {
namespace {

constexpr int kOk = 200;

} // namespace

TrackPublisher::TrackPublisher(EventLoop& loop, Endpoint server, const EventKey& event, const std::string& track,
                               const std::string& session, PublishCounts& counts)
    : m_connection(loop, server, 0, *this), m_headStart(ingestHead(server, event, track, session)), m_counts(counts) {}

void TrackPublisher::publish(const core::Bytes& bytes, Clock::time_point due) {
    m_body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    m_waiting.push_back(due);
    if (m_state == State::idle) {
        post();
    } else if (m_state == State::closed) {
        m_state = State::connecting;
        m_connection.open();
    }
}

void TrackPublisher::post() {
    m_state = State::posting;
    m_due = std::exchange(m_waiting, {});
    m_postedBytes = m_body.size();
    std::string request = m_headStart + std::to_string(m_body.size()) + "\r\n\r\n";
    request += std::exchange(m_body, {});
    m_connection.send(request);
}

void TrackPublisher::onConnected(Connection&) {
    m_state = State::idle;
    post();
}

bool TrackPublisher::wantsBody(Connection&, const ResponseHead& head) {
    return head.status != kOk; // a problem document, which says why
}

void TrackPublisher::onResponse(Connection&, const ResponseReader& response) {
    account(response);
    m_due.clear();
    m_state = State::idle;
    if (!m_waiting.empty()) {
        post();
    } else {
        m_onIdle();
    }
}

void TrackPublisher::account(const ResponseReader& response) {
    if (response.head()->status != kOk) {
        m_counts.failures.add("ingest: status " + std::to_string(response.head()->status) + " " + response.body());
        return;
    }
    m_counts.chunks += m_due.size();
    m_counts.bytes += m_postedBytes;
    for (const auto due : m_due) {
        m_counts.acknowledged.add(Clock::now() - due);
    }
}

// What was on its way is lost: a generator measures, it does not rescue a show.
void TrackPublisher::onFailed(Connection&, std::string_view reason) {
    m_counts.failures.add("ingest: " + std::string(reason));
    m_due.clear();
    m_state = State::closed;
}

std::string ingestHead(const Endpoint& server, const EventKey& event, const std::string& track,
                       const std::string& session) {
    return "POST /ingest/v1/" + event.event + "/" + track + " HTTP/1.1\r\nHost: " + server.text() +
           "\r\nAuthorization: Bearer " + event.key + "\r\nTally-Session: " + session +
           "\r\nContent-Type: video/mp4\r\nContent-Length: ";
}

std::string newSession() {
    std::random_device random;
    std::array<char, 37> text{};
    const unsigned high = random();
    const unsigned low = random();
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%04x%08x", high, low >> 16U, low & 0xFFFU,
                  random() & 0xFFFU, random() & 0xFFFFU, static_cast<unsigned>(random()));
    return text.data();
}

} // namespace tally::load
