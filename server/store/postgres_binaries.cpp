// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres_binaries.h"

#include "server/store/child_process.h"
#include "server/store/line_reader.h"

#include <charconv>

namespace tally::server::store {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

const fs::path kPgConfig = "/usr/bin/pg_config";
const fs::path kDebianFolder = "/usr/lib/postgresql";

bool hasServer(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "postgres", ignored) && fs::exists(folder / "initdb", ignored);
}

std::optional<fs::path> fromPgConfig() {
    const auto user = currentUser();
    if (!user) {
        return std::nullopt;
    }
    auto child = ChildProcess::start({kPgConfig, {"--bindir"}, *user, "/", 0});
    if (!child) {
        return std::nullopt; // not installed: it comes with the headers, not with the server
    }
    LineReader lines(child->output());
    const auto folder = lines.next();
    child->wait();
    return folder && hasServer(*folder) ? std::optional<fs::path>(*folder) : std::nullopt;
}

std::optional<fs::path> highestOfDebian() {
    std::error_code error;
    int highest = 0;
    for (const auto& entry : fs::directory_iterator(kDebianFolder, error)) {
        const std::string name = entry.path().filename().string();
        int version = 0;
        std::from_chars(name.data(), name.data() + name.size(), version);
        if (version > highest && hasServer(entry.path() / "bin")) {
            highest = version;
        }
    }
    return highest == 0 ? std::nullopt : std::optional(kDebianFolder / std::to_string(highest) / "bin");
}

} // namespace

core::Result<fs::path> findPostgresBinaries(const std::optional<fs::path>& configured) {
    if (configured) {
        return hasServer(*configured)
                   ? core::Result<fs::path>(*configured)
                   : core::fail(ErrorCode::notFound, configured->string() + " does not hold PostgreSQL's programs "
                                                                            "postgres and initdb");
    }
    auto found = fromPgConfig();
    if (!found) {
        found = highestOfDebian();
    }
    return found ? core::Result<fs::path>(*found)
                 : core::fail(ErrorCode::notFound, "PostgreSQL is not installed: install the package postgresql, or "
                                                   "name the folder of its programs");
}

} // namespace tally::server::store
