// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/child_process.h"

#include "server/store/line_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace tally::server::store {

using core::ErrorCode;

namespace {

enum class Step : int { becomeUser, enterFolder, execute };

struct Failure {
    Step step;
    int error;
};

// What the child needs, made before the fork: between fork and exec only async-signal-safe calls are allowed.
struct Prepared {
    std::vector<char*> arguments;
    const SystemUser& user;
    bool changeUser;
    const char* folder;
    int deathSignal;
    pid_t parent;
    int output;
    int report;
};

[[noreturn]] void giveUp(int report, Step step) {
    const Failure failure{step, errno};
    [[maybe_unused]] const auto written = write(report, &failure, sizeof failure);
    _exit(127);
}

// System calls, not glibc's wrappers: these would signal threads that the child does not have.
bool becomeUser(const SystemUser& user) {
    return syscall(SYS_setgroups, user.groups.size(), user.groups.data()) == 0 &&
           syscall(SYS_setresgid, user.gid, user.gid, user.gid) == 0 &&
           syscall(SYS_setresuid, user.uid, user.uid, user.uid) == 0;
}

[[noreturn]] void runChild(const Prepared& prepared) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    setsid();
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, STDIN_FILENO);
    dup2(prepared.output, STDOUT_FILENO);
    dup2(prepared.output, STDERR_FILENO);
    if (prepared.changeUser && !becomeUser(prepared.user)) {
        giveUp(prepared.report, Step::becomeUser);
    }
    // After the change of user, which clears it; and the parent may be gone already.
    prctl(PR_SET_PDEATHSIG, prepared.deathSignal);
    if (prepared.deathSignal != 0 && getppid() != prepared.parent) {
        _exit(127);
    }
    if (chdir(prepared.folder) != 0) {
        giveUp(prepared.report, Step::enterFolder);
    }
    static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    static char locale[] = "LC_ALL=C";
    char* environment[] = {path, locale, nullptr};
    execve(prepared.arguments[0], prepared.arguments.data(), environment);
    giveUp(prepared.report, Step::execute);
}

std::string describe(const Failure& failure, const ChildCommand& command) {
    const char* why = std::strerror(failure.error);
    switch (failure.step) {
    case Step::becomeUser:
        return fmt::format("cannot run {} as user {}: {}", command.program.string(), command.user.name, why);
    case Step::enterFolder:
        return fmt::format("user {} cannot enter {}: {}", command.user.name, command.workingFolder.string(), why);
    case Step::execute:
        break;
    }
    return fmt::format("cannot execute {}: {}", command.program.string(), why);
}

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

core::Result<Pipe> makePipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return core::fail(ErrorCode::unavailable, fmt::format("no pipe: {}", std::strerror(errno)));
    }
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

} // namespace

core::Result<ChildProcess> ChildProcess::start(const ChildCommand& command) {
    auto output = makePipe();
    auto report = makePipe();
    if (!output || !report) {
        return core::propagate(output ? report : output);
    }
    std::string program = command.program.string();
    std::vector<std::string> copies = command.arguments;
    std::vector<char*> arguments{program.data()};
    for (std::string& argument : copies) {
        arguments.push_back(argument.data());
    }
    arguments.push_back(nullptr);
    const std::string folder = command.workingFolder.string();
    const Prepared prepared{
        std::move(arguments),         command.user, command.user.uid != geteuid(), folder.c_str(),
        command.signalWhenParentDies, getpid(),     output->write.get(),           report->write.get()};
    const pid_t pid = fork();
    if (pid == 0) {
        runChild(prepared);
    }
    if (pid < 0) {
        return core::fail(ErrorCode::unavailable, fmt::format("cannot start {}: {}", program, std::strerror(errno)));
    }
    report->write.reset();
    Failure failure{};
    ChildProcess child(pid, std::move(output->read));
    if (read(report->read.get(), &failure, sizeof failure) == sizeof failure) {
        child.wait();
        return core::fail(ErrorCode::unavailable, describe(failure, command));
    }
    return child;
}

void ChildProcess::signal(int number) const {
    kill(m_pid, number);
}

int ChildProcess::wait() {
    int status = 0;
    while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

core::Status runToEnd(const ChildCommand& command) {
    auto child = ChildProcess::start(command);
    if (!child) {
        return core::propagate(child);
    }
    LineReader lines(child->output());
    std::string last;
    while (auto line = lines.next()) {
        last = line->empty() ? last : *line;
    }
    const int status = child->wait();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return core::fail(ErrorCode::unavailable, fmt::format("{} failed: {}", command.program.string(), last));
    }
    return {};
}

} // namespace tally::server::store
