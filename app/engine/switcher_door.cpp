// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/switcher_door.h"

#include <utility>

namespace tally::app {

void SwitcherDoor::trackStarted(const std::string& track, const core::TrackFormat&, core::SharedBytes init) {
    put([&](Contents& contents) { contents.media.emplace_back(Track{track, std::move(init)}); });
}

void SwitcherDoor::partEncoded(gst::EncodedPart part) {
    put([&](Contents& contents) { contents.media.emplace_back(std::move(part)); });
}

void SwitcherDoor::pictureReady(gst::PreviewPicture picture) {
    put([&](Contents& contents) {
        const auto source = picture.input;
        contents.pictures.insert_or_assign(source, std::move(picture));
    });
}

void SwitcherDoor::statusChanged() {
    put([](Contents& contents) { contents.statusMoved = true; });
}

void SwitcherDoor::failed(core::Error error) {
    put([&](Contents& contents) { contents.failure = std::move(error.detail); });
}

template <typename Put>
void SwitcherDoor::put(Put put) {
    const std::lock_guard lock(m_mutex);
    put(m_contents);
    if (!std::exchange(m_isCalled, true)) {
        QMetaObject::invokeMethod(this, &SwitcherDoor::deliver, Qt::QueuedConnection);
    }
}

void SwitcherDoor::deliver() {
    Contents contents;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(contents, m_contents);
        m_isCalled = false;
    }
    for (auto& item : contents.media) {
        if (Track* track = std::get_if<Track>(&item)) {
            Q_EMIT trackArrived(QString::fromStdString(track->name), std::move(track->init));
        } else {
            Q_EMIT partArrived(std::get<gst::EncodedPart>(std::move(item)));
        }
    }
    for (const auto& [source, picture] : contents.pictures) {
        Q_EMIT pictureArrived(picture);
    }
    if (contents.statusMoved) {
        Q_EMIT statusMoved();
    }
    if (contents.failure) {
        Q_EMIT switcherFailed(QString::fromStdString(*contents.failure));
    }
}

} // namespace tally::app
