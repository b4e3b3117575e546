// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/system_user.h"
#include "server/store/unique_fd.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tally::server::store {

struct ChildCommand {
    std::filesystem::path program;      // absolute
    std::vector<std::string> arguments; // without the program's name
    SystemUser user;                    // whom the child becomes, where it is another than ours
    std::filesystem::path workingFolder;
    int signalWhenParentDies = 0; // 0: none. "Parent" is the starting thread: it must live as long as the child should
};

// A started program in a session of its own, so that Ctrl-C in our terminal does not reach it; environment: PATH and
// LC_ALL=C alone. Destroying it neither ends nor waits for it. One thread.
class ChildProcess {
public:
    // Error: unavailable, with what the child could not do (enter the folder, become the user, execute).
    static core::Result<ChildProcess> start(const ChildCommand& command);

    pid_t pid() const { return m_pid; }
    // stdout and stderr of the child and its descendants: ends when the last of them is gone.
    int output() const { return m_output.get(); }
    void signal(int number) const;
    int wait(); // blocks until it is gone; the wait status

private:
    ChildProcess(pid_t pid, UniqueFd output) : m_pid(pid), m_output(std::move(output)) {}

    pid_t m_pid;
    UniqueFd m_output;
};

// Runs a program to its end. Error: unavailable, with its last line of output when its exit status is not 0.
core::Status runToEnd(const ChildCommand& command);

} // namespace tally::server::store
