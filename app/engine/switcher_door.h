// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

#include <map>
#include <mutex>
#include <optional>
#include <QObject>
#include <QString>
#include <string>
#include <variant>
#include <vector>

namespace tally::app {

// The door between the switcher's threads and the main thread. What must not be lost (tracks, parts, a failure) goes
// through in order; of what may be (pictures, the news that something changed) only the newest is kept, so that a main
// thread that is late for once costs no memory. The listener's side may be called on any thread and returns at once;
// the object and its signals live on the main thread.
class SwitcherDoor : public QObject, public gst::SwitcherListener {
    Q_OBJECT

public:
    void trackStarted(const std::string& track, const core::TrackFormat& format, core::SharedBytes init) override;
    void partEncoded(gst::EncodedPart part) override;
    void pictureReady(gst::PreviewPicture picture) override;
    void statusChanged() override;
    void failed(core::Error error) override;

    void deliver(); // what has come so far, now; else it comes with the event loop

Q_SIGNALS:
    void trackArrived(const QString& track, tally::core::SharedBytes init);
    void partArrived(tally::gst::EncodedPart part);
    void pictureArrived(const tally::gst::PreviewPicture& picture);
    void statusMoved();
    void switcherFailed(const QString& reason);

private:
    struct Track {
        std::string name;
        core::SharedBytes init;
    };
    struct Contents {
        std::vector<std::variant<Track, gst::EncodedPart>> media;
        std::map<std::optional<std::string>, gst::PreviewPicture> pictures; // newest, by input
        bool statusMoved = false;
        std::optional<std::string> failure;
    };

    template <typename Put>
    void put(Put put);

    std::mutex m_mutex;
    Contents m_contents;     // under m_mutex
    bool m_isCalled = false; // under m_mutex: deliver() is on its way
};

} // namespace tally::app
