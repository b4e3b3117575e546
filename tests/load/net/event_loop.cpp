// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/event_loop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace tally::load {
namespace {

constexpr std::size_t kEventsAtOnce = 512;

[[noreturn]] void throwErrno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

timespec untilThen(Clock::time_point when) {
    using namespace std::chrono;
    const auto left = std::max(nanoseconds(0), duration_cast<nanoseconds>(when - Clock::now()));
    const auto whole = duration_cast<seconds>(left);
    return {.tv_sec = whole.count(), .tv_nsec = (left - whole).count()};
}

} // namespace

EventLoop::EventLoop() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
    if (!m_epoll) {
        throwErrno("epoll_create1");
    }
}

void EventLoop::add(int fd, std::uint32_t events, ReadyHandler& handler) {
    epoll_event event{.events = events, .data = {.ptr = &handler}};
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) != 0) {
        throwErrno("epoll_ctl");
    }
}

void EventLoop::change(int fd, std::uint32_t events, ReadyHandler& handler) {
    epoll_event event{.events = events, .data = {.ptr = &handler}};
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event) != 0) {
        throwErrno("epoll_ctl");
    }
}

void EventLoop::at(Clock::time_point when, std::function<void()> work) {
    m_timers.push({.when = when, .order = m_timersMade++, .work = std::move(work)});
}

void EventLoop::run() {
    m_stopped = false;
    while (!m_stopped) {
        waitForEvents();
        runDueTimers();
    }
}

void EventLoop::waitForEvents() {
    std::array<epoll_event, kEventsAtOnce> events{};
    const auto begin = Clock::now();
    const bool forEver = m_timers.empty() && !m_spinning;
    const timespec timeout = forEver || m_spinning ? timespec{} : untilThen(m_timers.top().when);
    const int ready = ::epoll_pwait2(m_epoll.get(), events.data(), static_cast<int>(events.size()),
                                     forEver ? nullptr : &timeout, nullptr);
    if (ready < 0 && errno != EINTR) {
        throwErrno("epoll_pwait2");
    }
    if (m_spinning && ready == 0) {
        m_spun += Clock::now() - begin;
    }
    for (int i = 0; i < ready; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        static_cast<ReadyHandler*>(event.data.ptr)->onReady(event.events);
    }
}

void EventLoop::runDueTimers() {
    while (!m_stopped && !m_timers.empty() && m_timers.top().when <= Clock::now()) {
        const auto work = m_timers.top().work;
        m_timers.pop();
        work();
    }
}

} // namespace tally::load
