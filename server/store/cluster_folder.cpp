// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/cluster_folder.h"

#include "server/store/child_process.h"
#include "server/store/folder_access.h"
#include "server/store/replace_file.h"
#include "server/store/sha256.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace tally::server::store {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

constexpr std::string_view kDatabaseUser = "tallylight";
constexpr std::string_view kSocketName = "/.s.PGSQL.5432";

// initdb's own sync is a thousand fsyncs; --no-sync and one syncfs() before the rename are as safe and far quicker.
core::Status syncFileSystemOf(const fs::path& folder) {
    const UniqueFd fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || syncfs(fd.get()) != 0) {
        return core::fail(ErrorCode::unavailable, fmt::format("cannot sync {}: {}", folder.string(), strerror(errno)));
    }
    return {};
}

core::Status initialise(const fs::path& cluster, const fs::path& binaries, const SystemUser& owner) {
    const fs::path fresh = cluster.string() + ".new";
    std::error_code error;
    fs::remove_all(fresh, error);
    auto status = makePrivateFolder(fresh, owner);
    if (!status) {
        return status;
    }
    const ChildCommand initdb{binaries / "initdb",
                              {"-D", fresh.string(), "-U", std::string(kDatabaseUser), "--encoding=UTF8", "--locale=C",
                               "--auth=peer", "--data-checksums", "--no-sync", "--no-instructions"},
                              owner,
                              fresh,
                              0};
    status = runToEnd(initdb);
    if (status) {
        status = syncFileSystemOf(fresh);
    }
    if (!status) {
        return status;
    }
    fs::rename(fresh, cluster, error);
    return error ? core::fail(ErrorCode::unavailable, fmt::format("cannot rename {} to {}: {}", fresh.string(),
                                                                  cluster.string(), error.message()))
                 : syncFileSystemOf(cluster);
}

// Only the server's own user may connect: the kernel names the peer of a unix socket, no password lies about. Written
// at each start, since that user may have changed.
core::Status writeAccessRules(const fs::path& cluster, const ClusterOwners& owners) {
    const std::string map = fmt::format("tallylight \"{}\" {}\n", owners.server.name, kDatabaseUser);
    ReplaceOptions options;
    options.owner = FileOwner{owners.postgres.uid, owners.postgres.gid};
    const auto status = replaceFile(cluster / "pg_ident.conf", map, options);
    return status ? replaceFile(cluster / "pg_hba.conf", "local all all peer map=tallylight\n", options) : status;
}

// The cluster's own folder; one under /tmp where the path would not fit into a socket's address. Its name follows from
// the cluster's, so that a killed server leaves no trail of folders.
core::Result<fs::path> chooseSocketFolder(const fs::path& cluster, const SystemUser& owner) {
    if (cluster.string().size() + kSocketName.size() < sizeof(sockaddr_un::sun_path)) {
        return cluster;
    }
    const fs::path folder = "/tmp/tallylight-" + sha256Hex(cluster.string()).substr(0, 16);
    const auto made = makePrivateFolder(folder, owner);
    return made ? core::Result<fs::path>(folder) : core::propagate(made);
}

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        text += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return text + "'";
}

} // namespace

core::Result<ClusterFolder> prepareClusterFolder(const fs::path& dataFolder, const fs::path& binaries,
                                                 const ClusterOwners& owners) {
    const fs::path cluster = fs::absolute(dataFolder).lexically_normal() / "postgres";
    std::error_code ignored;
    core::Status status;
    if (!fs::exists(cluster / "PG_VERSION", ignored)) {
        status = initialise(cluster, binaries, owners.postgres);
    } else {
        status = checkPrivateFolder(cluster, owners.postgres);
    }
    if (status) {
        status = writeAccessRules(cluster, owners);
    }
    if (!status) {
        return core::propagate(status);
    }
    const auto socket = chooseSocketFolder(cluster, owners.postgres);
    if (!socket) {
        return core::propagate(socket);
    }
    return ClusterFolder{cluster, *socket,
                         fmt::format("host={} user={} dbname=postgres", quoted(socket->string()), kDatabaseUser)};
}

} // namespace tally::server::store
