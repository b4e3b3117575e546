// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/track_uplink.h"

#include <QThread>

namespace tally::app {

// One track's uplink on a thread of its own. There it may wait for the disk of its spool: what waits behind that is
// what has to go out after it anyway, and never another track, a take or a picture. Lives on the main thread.
class TrackThread : public QObject {
    Q_OBJECT

public:
    TrackThread(const UplinkConfig& config, const QString& track, const QByteArray& session, RetentionLimits limits,
                QObject* parent);
    ~TrackThread() override; // waits for the disk, but for no server

    void start(core::SharedBytes init);
    void add(gst::EncodedPart part);

    bool isDone() const { return m_report.addedParts == m_added && m_report.waitingParts == 0; }
    const TrackReport& report() const { return m_report; } // the newest that has come from the thread

Q_SIGNALS:
    void moved();
    void initArrived(tally::core::SharedBytes init); // over to the thread
    void partArrived(tally::gst::EncodedPart part);

private:
    QThread m_thread;
    TrackUplink* m_uplink; // the thread's, gone with its end
    std::uint64_t m_added = 0;
    TrackReport m_report;
};

} // namespace tally::app
