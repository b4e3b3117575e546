// SPDX-License-Identifier: GPL-3.0-or-later
// The measurement journal as a crash may leave it.
#include "server/measurement/journal_record.h"

#include "tests/fuzz/property.h"

using namespace tally::server::measurement;
using tally::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto payloads = readRecords(file);
    std::string again;
    for (const std::string& payload : payloads) {
        appendRecord(again, payload);
    }
    require(file.starts_with(again), "what was read stands at the front of the file as it is written");
    // A record is a payload of its own choice too: the checksum is no hurdle then.
    std::string journal;
    appendRecord(journal, file);
    appendRecord(journal, "behind");
    const auto both = readRecords(journal);
    require(size == 0 ? both.empty() : both.size() == 2 && both.front() == file, "what was written is read");
    require(readRecords(std::string_view(journal).substr(0, journal.size() - 1)).size() == (size == 0 ? 0U : 1U),
            "a record that is cut is left out");
    return 0;
}
