// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/slow_load.h"

#include "tests/load/media/synthetic_track.h"
#include "tests/load/net/request.h"

#include <algorithm>

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 200ms;
constexpr std::size_t kOpenedAtOnce = 500; // a tick: less than a server's queue of connections
constexpr int kReceiveBuffer = 4096;       // else the kernel reads for the slow reader
constexpr unsigned kMediaParts = 50;
constexpr std::size_t kBodyBytes = 1'000'000'000; // as it is announced: never sent whole
constexpr std::size_t kPostBytes = 60'000;        // the same, within the limit of a JSON body

// Media that ingest takes, so that slowness is all there is against it.
std::string slowMedia() {
    SyntheticTrack track({.name = "slow", .kind = core::MediaKind::video, .bytesPerPart = 10'000},
                         std::chrono::system_clock::now());
    std::string text;
    const auto append = [&](const core::Bytes& bytes) {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    append(track.init());
    for (unsigned i = 0; i < kMediaParts; ++i) {
        append(track.next().chunk);
    }
    return text;
}

SlowRequest requestOf(const SlowOptions& options) {
    const std::string get = getRequest(options.server, options.path);
    switch (options.kind) {
    case SlowKind::readers:
        return {.atOnce = get, .slowly = {}};
    case SlowKind::heads:
        return {.atOnce = get.substr(0, get.size() - 2), .slowly = "X-Slow: 1\r\n"};
    case SlowKind::posts:
        return {.atOnce = "POST " + options.path + " HTTP/1.1\r\nHost: " + options.server.text() +
                          "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(kPostBytes) +
                          "\r\n\r\n",
                .slowly = " "};
    case SlowKind::bodies:
        break;
    }
    return {.atOnce = ingestHead(options.server, *options.key, "slow", newSession()) + std::to_string(kBodyBytes) +
                      "\r\n\r\n",
            .slowly = slowMedia()};
}

} // namespace

SlowLoad::SlowLoad(const SlowOptions& options)
    : m_options(options), m_request(requestOf(options)), m_measurement(options.serverPid) {}

SlowReport SlowLoad::run() {
    m_nextTick = Clock::now();
    m_end = m_nextTick + m_options.duration;
    m_measurement.begin();
    tick();
    m_loop.run();
    m_measurement.end();
    return report();
}

void SlowLoad::tick() {
    openSome();
    const auto perTick = std::max<std::size_t>(1, m_options.bytesPerSecond * kTick / 1s);
    for (const auto& peer : m_peers) {
        peer->tick(perTick);
    }
    m_nextTick += kTick;
    if (m_nextTick > m_end) {
        m_loop.stop();
    } else {
        m_loop.at(m_nextTick, [this] { tick(); });
    }
}

void SlowLoad::openSome() {
    for (std::size_t i = 0; i < kOpenedAtOnce && m_peers.size() < m_options.connections; ++i) {
        auto socket = beginConnect(m_options.server, m_peers.size(), {.receiveBufferBytes = kReceiveBuffer});
        if (!socket) {
            m_failures.add(socket.error().detail);
            return; // the next tick tries again
        }
        m_peers.push_back(std::make_unique<SlowPeer>(std::move(*socket), m_request));
    }
}

SlowReport SlowLoad::report() const {
    SlowReport report;
    Histogram cutAfter;
    for (const auto& peer : m_peers) {
        report.openAtEnd += peer->isOpen() ? 1 : 0;
        report.bytesRead += peer->bytesRead();
        report.bytesSent += peer->bytesSent();
        if (peer->status() != 0) {
            ++report.answers[std::to_string(peer->status())];
        }
        if (peer->cutAfter()) {
            cutAfter.add(*peer->cutAfter());
        }
    }
    report.connections = m_peers.size();
    report.cutAfterMs = cutAfter.latency();
    report.failures = m_failures.byReason();
    report.generator = m_measurement.generator();
    report.server = m_measurement.server();
    return report;
}

} // namespace tally::load
