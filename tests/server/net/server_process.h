// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <string>

namespace tally::server::test {

// drain_server as a process. The test's thread.
class ServerProcess {
public:
    // `limits`: shell words before the start, such as "ulimit -n 64;". The listening socket `descriptor` is passed on
    // as systemd does; -1: none. `name`: LISTEN_FDNAMES.
    explicit ServerProcess(int descriptor, const std::string& name = "http", const std::string& limits = "");
    ~ServerProcess();

    bool waitUntilItAnswers(); // and reads its port
    void terminate();          // SIGTERM
    bool waitForEnd();         // true: by itself, with success

    std::uint16_t port() const { return m_port; }
    std::string pid() const { return std::to_string(m_process.processId()); }
    QByteArray errors(); // what it wrote for people, so far

private:
    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace tally::server::test
