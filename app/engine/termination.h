// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace tally::app {

// Turns SIGINT and SIGTERM into a signal of Qt's, on the main thread. One a process, made before other threads: they
// inherit that the signals are blocked.
class Termination : public QObject {
    Q_OBJECT

public:
    Termination();
    ~Termination() override;

Q_SIGNALS:
    void requested();

private:
    int m_descriptor; // a signalfd
    QSocketNotifier m_notifier;
};

} // namespace tally::app
