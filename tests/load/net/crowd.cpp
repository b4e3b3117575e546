// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/crowd.h"

#include <algorithm>
#include <stdexcept>

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kAtOnce = 256;
constexpr auto kDeadline = 30s;

} // namespace

Crowd::Crowd(EventLoop& loop, Endpoint server, std::size_t count, ConnectionListener& listener) : m_loop(loop) {
    for (std::size_t i = 0; i < count; ++i) {
        m_connections.push_back(std::make_unique<Connection>(loop, server, i, listener));
    }
}

void Crowd::open() {
    m_loop.after(kDeadline, [this] {
        if (m_open < size()) {
            throw std::runtime_error("only " + std::to_string(m_open) + " of " + std::to_string(size()) +
                                     " connections could be opened");
        }
    });
    const std::size_t first = std::min(kAtOnce, size());
    while (m_begun < first) {
        openNext();
    }
}

bool Crowd::connected() {
    if (m_open == size()) {
        return false;
    }
    if (m_begun < size()) {
        openNext();
    }
    return ++m_open == size();
}

void Crowd::openNext() {
    m_connections[m_begun++]->open();
}

} // namespace tally::load
