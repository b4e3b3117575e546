// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "tests/server/support/await.h"

#include <QTemporaryDir>

namespace tally::server::test {

// A folder that PostgreSQL's user can reach too, when the tests run as root.
class OpenTemporaryFolder {
public:
    OpenTemporaryFolder();

    std::filesystem::path path() const;

private:
    QTemporaryDir m_folder;
};

// A real PostgreSQL with the schema, in a folder of its own. The test's thread.
class TestDatabase {
public:
    TestDatabase();

    store::Database& database() { return *m_database; }
    store::Pool& pool() { return m_database->pool(); }
    boost::asio::any_io_executor executor() { return m_database->executor(); }
    std::filesystem::path folder() const { return m_folder.path(); }

    template <typename T>
    T await(boost::asio::awaitable<T> work) {
        return test::await(executor(), std::move(work));
    }

    // One statement; throws std::runtime_error with PostgreSQL's words when it fails.
    store::Rows sql(const std::string& statement, store::Parameters parameters = {});
    // The same without the throw.
    core::Result<store::Rows> trySql(const std::string& statement, store::Parameters parameters = {});

private:
    OpenTemporaryFolder m_folder;
    std::unique_ptr<store::Database> m_database;
};

} // namespace tally::server::test
