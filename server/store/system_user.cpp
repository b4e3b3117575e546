// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/system_user.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace tally::server::store {

using core::ErrorCode;

namespace {

SystemUser fromEntry(const passwd& entry) {
    SystemUser user{entry.pw_name, entry.pw_uid, entry.pw_gid, {}};
    int count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    if (getgrouplist(entry.pw_name, entry.pw_gid, user.groups.data(), &count) < 0) {
        user.groups.resize(static_cast<std::size_t>(count)); // more than 64: now it has said how many
        getgrouplist(entry.pw_name, entry.pw_gid, user.groups.data(), &count);
    }
    user.groups.resize(static_cast<std::size_t>(count));
    return user;
}

} // namespace

core::Result<SystemUser> currentUser() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr) {
        return core::fail(ErrorCode::notFound, "user id " + std::to_string(geteuid()) +
                                                   " has no name; PostgreSQL needs one: add it to /etc/passwd");
    }
    return fromEntry(entry);
}

core::Result<SystemUser> findUser(const std::string& name) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr) {
        return core::fail(ErrorCode::notFound, "there is no user \"" + name + "\" on this machine");
    }
    return fromEntry(entry);
}

} // namespace tally::server::store
