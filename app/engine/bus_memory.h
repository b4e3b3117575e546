// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tally::app {

// What was on the two buses.
struct Buses {
    std::string programme; // input id
    std::string preview;   // input id

    bool operator==(const Buses&) const = default;
};
BOOST_DESCRIBE_STRUCT(Buses, (), (programme, preview))

// Keeps the buses in a file beside the control file, control.buses.json, so that an engine that was killed comes back
// with the same take; a power cut may cost the last one. One thread.
class BusMemory {
public:
    explicit BusMemory(const std::filesystem::path& controlFile);

    std::optional<Buses> read() const; // absent: no file, or one that is not whole
    // Writes when they differ from the last ones, atomically. A failure is logged: the show goes on without.
    void remember(const Buses& buses);

private:
    std::filesystem::path m_file;
    std::optional<Buses> m_last;
};

} // namespace tally::app
