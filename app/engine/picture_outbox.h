// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "core/result.h"

#include <chrono>
#include <map>
#include <optional>
#include <QByteArray>
#include <string>
#include <vector>

namespace tally::app {

// What one client gets of the preview pictures: those it wished, at its own rate, and of each source only the newest
// that it has not had. A client that takes none costs one picture a source, however long it sleeps. One thread.
class PictureOutbox {
public:
    using Clock = std::chrono::steady_clock;
    using Source = std::optional<std::string>; // input id; absent: the programme

    // Replaces what was wished; what waits is dropped. Error: invalid, for a rate or a number of wishes out of range.
    core::Status wish(const std::vector<core::PreviewWish>& wishes);
    const std::vector<core::PreviewWish>& wishes() const { return m_wishes; }

    // Replaces an older picture of the source; ignored when it is not wished, or not due at the wished rate.
    void offer(const Source& source, const QByteArray& message, Clock::time_point now);

    std::optional<QByteArray> take(); // of the source that has waited longest; absent: nothing waits

private:
    struct Slot {
        std::chrono::microseconds interval{0};
        Clock::time_point due;   // of the next picture
        Clock::time_point since; // the picture waits
        QByteArray message;      // empty: none waits
    };

    std::vector<core::PreviewWish> m_wishes;
    std::map<Source, Slot> m_slots;
};

} // namespace tally::app
