// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

#include <QString>

namespace tally::gst::test {

// 640×360 at 30 frames a second with the tracks v360, v180 and a96: light enough for a test.
ProgrammeProfile smallProfile();

InputSpec clip(const std::string& id, const QString& path);
InputSpec pattern(const std::string& id, const std::string& name);

// Of the input in the status; the input exists.
InputStatus inputStatus(const Switcher& switcher, const std::string& input);
bool hasSignal(const Switcher& switcher, const std::string& input, InputSignal signal);

} // namespace tally::gst::test
