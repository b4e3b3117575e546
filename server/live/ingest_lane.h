// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"

#include <optional>
#include <string>

namespace tally::server::live {

// Who sends one body to a track, and which init section its chunks are of. Lives with the request.
struct IngestLane {
    IngestLane() = default;
    // A publisher of whom nothing else is known.
    IngestLane(const char* name) : session(name) {}
    IngestLane(std::string name) : session(std::move(name)) {}

    std::optional<std::string> session; // Tally-Session: one start of the encoder, or of two that run alike
    std::string publisher;              // one of those that run alike: its Tally-Publisher, or else its address
    std::optional<core::InitSection> init;
};

} // namespace tally::server::live
