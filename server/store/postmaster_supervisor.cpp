// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postmaster_supervisor.h"

#include "server/store/line_reader.h"
#include "server/store/named_thread.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <csignal>

namespace tally::server::store {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kFirstBackOff = 100ms;
constexpr auto kLongestBackOff = 5000ms;
constexpr auto kHealthyAfter = 10s;

struct ShutdownStep {
    int signal;
    std::chrono::milliseconds patience;
};
constexpr ShutdownStep kShutdown[] = {{SIGINT, 10s}, {SIGQUIT, 5s}, {SIGKILL, 60s}};

int pollTimeout(Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

bool isReadable(const pollfd& polled) {
    return (polled.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

} // namespace

PostmasterSupervisor::PostmasterSupervisor(ChildCommand command)
    : m_command(std::move(command)), m_stopEvent(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

PostmasterSupervisor::~PostmasterSupervisor() {
    stop();
}

void PostmasterSupervisor::start() {
    m_thread = startNamedThread("postgres", [this] { run(); });
}

void PostmasterSupervisor::stop() {
    m_stopping = true;
    eventfd_write(m_stopEvent.get(), 1);
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

std::optional<std::string> PostmasterSupervisor::endedWithin(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    m_ended.wait_for(lock, patience, [this] { return m_lastWords.has_value(); });
    return m_lastWords;
}

void PostmasterSupervisor::run() {
    auto backOff = kFirstBackOff;
    while (!stopping()) {
        const auto started = Clock::now();
        superviseOne();
        if (stopping()) {
            return;
        }
        backOff = Clock::now() - started > kHealthyAfter
                      ? kFirstBackOff
                      : std::min<std::chrono::milliseconds>(backOff * 2, kLongestBackOff);
        spdlog::error("store: PostgreSQL ended by itself ({}); next start in {} ms", m_lastLine, backOff.count());
        pollfd stop{m_stopEvent.get(), POLLIN, 0};
        poll(&stop, 1, static_cast<int>(backOff.count()));
    }
}

void PostmasterSupervisor::superviseOne() {
    auto child = ChildProcess::start(m_command);
    if (!child) {
        m_lastLine = child.error().detail;
        noteEnd(m_lastLine);
        return;
    }
    m_pid = child->pid();
    pump(*child);
    child->wait();
    m_pid = 0;
    noteEnd(m_lastLine);
}

// The output ends with the last process of the cluster, not with the postmaster alone: only then can the next one
// start.
void PostmasterSupervisor::pump(ChildProcess& child) {
    LineReader lines(child.output());
    std::size_t step = 0; // of kShutdown, to be taken next
    auto patienceEnds = Clock::time_point::max();
    for (;;) {
        pollfd polled[] = {{child.output(), POLLIN, 0}, {step == 0 ? m_stopEvent.get() : -1, POLLIN, 0}};
        poll(polled, 2, step == 0 ? -1 : pollTimeout(patienceEnds));
        if (isReadable(polled[0])) {
            const bool more = lines.fill();
            takeLines(lines);
            if (!more) {
                return;
            }
        }
        const bool asked = step == 0 && isReadable(polled[1]);
        if ((asked || Clock::now() >= patienceEnds) && step < std::size(kShutdown)) {
            child.signal(kShutdown[step].signal);
            patienceEnds = Clock::now() + kShutdown[step].patience;
            ++step;
        }
    }
}

// What a statement did wrong is told to who sent it; only the cluster's own troubles are news.
void PostmasterSupervisor::takeLines(LineReader& lines) {
    while (auto line = lines.buffered()) {
        const bool trouble = line->find("PANIC:") != std::string::npos || line->find("WARNING:") != std::string::npos;
        spdlog::log(trouble ? spdlog::level::warn : spdlog::level::debug, "postgres: {}", *line);
        m_lastLine = std::move(*line);
    }
}

void PostmasterSupervisor::noteEnd(std::string lastWords) {
    const std::lock_guard lock(m_mutex);
    m_lastWords = std::move(lastWords);
    m_ended.notify_all();
}

} // namespace tally::server::store
