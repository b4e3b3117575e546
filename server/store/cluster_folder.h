// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/system_user.h"

#include <filesystem>
#include <string>

namespace tally::server::store {

// Where a private cluster lives, and how the server reaches it.
struct ClusterFolder {
    std::filesystem::path data;   // {data}/postgres, mode 0700, of the user that PostgreSQL runs as
    std::filesystem::path socket; // the folder of its unix socket
    std::string conninfo;         // for libpq
};

struct ClusterOwners {
    SystemUser server;   // who may connect
    SystemUser postgres; // whom PostgreSQL runs as
};

// Makes {dataFolder}/postgres ready for a start: initdb where there is no cluster yet, then who may connect, then the
// socket's folder. A cluster is made beside its place and renamed, so a crash in the middle leaves none.
// Error: unavailable, naming the folder and what to do.
core::Result<ClusterFolder> prepareClusterFolder(const std::filesystem::path& dataFolder,
                                                 const std::filesystem::path& binaries, const ClusterOwners& owners);

} // namespace tally::server::store
