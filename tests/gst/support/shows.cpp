// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/shows.h"

namespace tally::gst::test {

ProgrammeProfile smallProfile() {
    ProgrammeProfile profile;
    profile.width = 640;
    profile.height = 360;
    profile.video = {{"v360", 640, 360, 800}, {"v180", 320, 180, 300}};
    profile.audio = {"a96", 96};
    return profile;
}

InputSpec clip(const std::string& id, const QString& path) {
    return {.id = id, .name = id, .kind = InputKind::file, .path = path.toStdString(), .pattern = {}};
}

InputSpec pattern(const std::string& id, const std::string& name) {
    return {.id = id, .name = id, .kind = InputKind::test, .path = {}, .pattern = name};
}

InputStatus inputStatus(const Switcher& switcher, const std::string& input) {
    InputStatus found;
    for (const InputStatus& status : switcher.status().inputs) {
        if (status.id == input) {
            found = status;
        }
    }
    return found;
}

bool hasSignal(const Switcher& switcher, const std::string& input, InputSignal signal) {
    return inputStatus(switcher, input).signal == signal;
}

} // namespace tally::gst::test
