// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/io_threads.h"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <string>

namespace tally::server::net {
namespace {

// Shown by top and gdb.
void nameThread(std::size_t index) {
    pthread_setname_np(pthread_self(), ("net-" + std::to_string(index)).c_str());
}

// sendfile to a viewer who is gone says so by an error too; it has no flag against the signal.
void ignoreBrokenPipes() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

IoThreads::IoThreads(unsigned count) {
    const unsigned threads = count > 0 ? count : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < threads; ++i) {
        m_contexts.push_back(std::make_unique<boost::asio::io_context>(1));
        m_guards.emplace_back(m_contexts.back()->get_executor());
    }
}

IoThreads::~IoThreads() {
    stop();
}

void IoThreads::start() {
    for (const auto& context : m_contexts) {
        m_threads.emplace_back([&context = *context, index = m_threads.size()] {
            nameThread(index);
            ignoreBrokenPipes();
            context.run();
        });
    }
}

void IoThreads::stop() {
    for (const auto& context : m_contexts) {
        context->stop();
    }
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
}

boost::asio::io_context& IoThreads::next() {
    return *m_contexts[m_next++ % m_contexts.size()];
}

} // namespace tally::server::net
