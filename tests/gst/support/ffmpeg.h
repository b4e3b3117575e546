// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <cstdint>
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <vector>

namespace tally::gst::test {

// Runs ffmpeg to its end and gives back its standard output; a failure fails the test.
QByteArray runFfmpeg(const QStringList& arguments, const QByteArray& input = {});

// The mean brightness of every picture of a video track, 0 to 255.
std::vector<double> brightness(const core::Bytes& stream);

// The samples of an audio track in mono, 48 kHz.
std::vector<std::int16_t> sound(const core::Bytes& stream);

// A clip of `seconds` at 24 pictures a second whose sound is 40 ms shorter than its pictures, as encoders make them.
// Each second it flashes white and beeps for 125 ms. 640×360, H.264 and AAC.
void makeFlashingClip(const QString& path, int seconds);

} // namespace tally::gst::test
