// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/program_date_time.h"

namespace tally::core {

std::string ProgramDateTime::marshal() const {
    return "#EXT-X-PROGRAM-DATE-TIME:" + formatRfc3339(time) + "\n";
}

} // namespace tally::core
