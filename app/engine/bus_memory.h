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
};
BOOST_DESCRIBE_STRUCT(Buses, (), (programme, preview))

// Keeps the buses in a file beside the control file, so that an engine that was killed comes back with the same take.
class BusMemory {
public:
    explicit BusMemory(const std::filesystem::path& controlFile);

    std::optional<Buses> read() const;    // nothing: no file, or one that is not whole
    void write(const Buses& buses) const; // atomic; a failure is logged: the show goes on without it

private:
    std::filesystem::path m_file;
};

} // namespace tally::app
