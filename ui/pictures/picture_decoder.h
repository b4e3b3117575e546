// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/newest_slot.h"
#include "ui/pictures/picture_wall.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <QByteArray>

class QThread;

namespace tally::ui {

// Turns JPEG into pictures on a thread of its own, so that decoding never holds up a key or a click. Of each source
// only the newest undecoded and the newest decoded picture are kept. A JPEG that cannot be read leaves the last
// picture. All methods may be called from any thread; decoding runs on the thread "pictures".
class PictureDecoder : public PictureWall {
public:
    PictureDecoder();
    ~PictureDecoder() override; // waits for the picture that is being decoded

    PictureDecoder(const PictureDecoder&) = delete;
    PictureDecoder& operator=(const PictureDecoder&) = delete;

    void submit(PictureSource source, QByteArray jpeg);
    // Forgets every picture: after a new connection the sources' numbers may mean other inputs.
    void clear();
    Picture newest(PictureSource source) const override;

private:
    struct Job {
        PictureSource source;
        QByteArray jpeg;
        std::uint64_t era = 0;
    };

    void decodeUntilStopped();
    std::optional<Job> nextJob();
    void show(const Job& job, QImage image);

    mutable std::mutex m_mutex;
    // Guarded by m_mutex:
    std::condition_variable m_wake;
    std::map<PictureSource, NewestSlot<QByteArray>> m_waiting;
    std::map<PictureSource, Picture> m_shown;
    std::uint64_t m_era = 0; // of the connection: a picture decoded in an older one is not shown
    bool m_stopping = false;

    std::unique_ptr<QThread> m_thread;
};

} // namespace tally::ui
