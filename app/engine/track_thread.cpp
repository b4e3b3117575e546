// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_thread.h"

namespace tally::app {

TrackThread::TrackThread(const UplinkConfig& config, const QString& track, const QByteArray& session,
                         RetentionLimits limits, QObject* parent)
    : QObject(parent), m_uplink(new TrackUplink(config, track, session, std::move(limits))) {
    m_thread.setObjectName(QStringLiteral("up-") + track); // as `top -H` shows it
    m_uplink->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_uplink, &QObject::deleteLater);
    connect(this, &TrackThread::initArrived, m_uplink, &TrackUplink::start);
    connect(this, &TrackThread::partArrived, m_uplink, &TrackUplink::add);
    connect(m_uplink, &TrackUplink::moved, this, [this](const TrackReport& report) {
        m_report = report;
        Q_EMIT moved();
    });
    m_thread.start();
}

TrackThread::~TrackThread() {
    m_thread.quit();
    m_thread.wait();
}

void TrackThread::start(core::SharedBytes init) {
    Q_EMIT initArrived(std::move(init));
}

void TrackThread::add(gst::EncodedPart part) {
    ++m_added;
    Q_EMIT partArrived(std::move(part));
}

} // namespace tally::app
