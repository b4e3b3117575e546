// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/unique_fd.h"

#include <atomic>
#include <filesystem>
#include <thread>

namespace tally::server::test {

// A socket in `folder` on which PostgreSQL seems to recover: it refuses so many connections with SQLSTATE 57P03, and
// then leads to the `real` one. Its own thread refuses.
class RecoveringPostgres {
public:
    RecoveringPostgres(const std::filesystem::path& folder, std::filesystem::path real, int refusals);
    ~RecoveringPostgres();
    RecoveringPostgres(const RecoveringPostgres&) = delete;
    RecoveringPostgres& operator=(const RecoveringPostgres&) = delete;

    int refused() const { return m_refused; }

private:
    void run(int refusals);
    void recover() const;

    const std::filesystem::path m_path;
    const std::filesystem::path m_real;
    store::UniqueFd m_socket;
    std::atomic<int> m_refused = 0;
    std::thread m_thread;
};

} // namespace tally::server::test
