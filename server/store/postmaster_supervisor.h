// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/child_process.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace tally::server::store {

class LineReader;

// Keeps PostgreSQL's postmaster running: starts it, passes its log on, starts it again with a back-off from 100 ms to 5
// s when it ends. Its thread, "postgres", forks, and lives until the postmaster has ended: the kernel's parent-death
// signal follows the forking thread, not the process. Public functions: any thread.
class PostmasterSupervisor {
public:
    explicit PostmasterSupervisor(ChildCommand command);
    ~PostmasterSupervisor(); // stops
    PostmasterSupervisor(const PostmasterSupervisor&) = delete;
    PostmasterSupervisor& operator=(const PostmasterSupervisor&) = delete;

    void start();
    // SIGINT (fast shutdown); SIGQUIT after 10 s, SIGKILL after 5 s more. Blocks until it is gone.
    void stop();

    pid_t pid() const { return m_pid; } // 0: not running
    // Waits for at most that long; the last line it logged, if it ended within or before.
    std::optional<std::string> endedWithin(std::chrono::milliseconds patience);

private:
    void run();
    void superviseOne();
    void pump(ChildProcess& child);
    void takeLines(LineReader& lines);
    void noteEnd(std::string lastWords);
    bool stopping() const { return m_stopping; }

    const ChildCommand m_command;
    UniqueFd m_stopEvent; // readable once stop() was called
    std::atomic<bool> m_stopping = false;
    std::atomic<pid_t> m_pid = 0;

    std::mutex m_mutex;
    std::condition_variable m_ended;
    std::optional<std::string> m_lastWords; // guarded by m_mutex; of the first end on

    std::string m_lastLine; // the thread's own
    std::thread m_thread;
};

} // namespace tally::server::store
