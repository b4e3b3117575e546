// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/server_process.h"

#include <unistd.h>

namespace tally::server::test {

ServerProcess::ServerProcess(int descriptor, const std::string& name, const std::string& limits) {
    std::string script = limits;
    if (descriptor >= 0) { // the shell becomes the server: its process is the one that is meant
        script += "LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=" + name + " ";
        m_process.setChildProcessModifier([descriptor] { ::dup2(descriptor, 3); });
    }
    script += "exec \"$0\"";
    m_process.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QString::fromStdString(script), QStringLiteral(TALLY_DRAIN_SERVER)});
}

ServerProcess::~ServerProcess() {
    m_process.kill();
    m_process.waitForFinished();
}

bool ServerProcess::waitUntilItAnswers() {
    m_process.setReadChannel(QProcess::StandardOutput);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(10'000)) {
            return false;
        }
    }
    m_port = static_cast<std::uint16_t>(m_process.readLine().trimmed().toUInt());
    return m_port != 0;
}

void ServerProcess::terminate() {
    m_process.terminate();
}

bool ServerProcess::waitForEnd() {
    return m_process.waitForFinished(10'000) && m_process.exitStatus() == QProcess::NormalExit &&
           m_process.exitCode() == 0;
}

QByteArray ServerProcess::errors() {
    m_process.waitForReadyRead(10);
    return m_process.readAllStandardError();
}

} // namespace tally::server::test
