// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/picture_source.h"

#include <chrono>
#include <cstdint>
#include <QImage>

namespace tally::ui {

struct Picture {
    QImage image;             // null before the first one
    std::uint64_t number = 0; // counts up with each picture of the source: painters compare it
    std::chrono::steady_clock::time_point shownSince{};
};

// What painters see of the pictures: the newest of each source, never a queue.
class PictureWall {
public:
    virtual ~PictureWall() = default;

    virtual Picture newest(PictureSource source) const = 0;
};

} // namespace tally::ui
