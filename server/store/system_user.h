// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace tally::server::store {

// An account of the operating system.
struct SystemUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
};

// Whom this process runs as. Error: notFound, when its number has no name (a container without /etc/passwd).
core::Result<SystemUser> currentUser();

// Error: notFound.
core::Result<SystemUser> findUser(const std::string& name);

} // namespace tally::server::store
