// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/termination.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace tally::app {
namespace {

int openSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

Termination::Termination() : m_descriptor(openSignals()), m_notifier(m_descriptor, QSocketNotifier::Read) {
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info{};
        if (read(m_descriptor, &info, sizeof(info)) == sizeof(info)) {
            Q_EMIT requested();
        }
    });
}

Termination::~Termination() {
    close(m_descriptor);
}

} // namespace tally::app
