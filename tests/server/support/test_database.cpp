// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_database.h"

#include <sys/stat.h>

#include <stdexcept>

namespace tally::server::test {

OpenTemporaryFolder::OpenTemporaryFolder() {
    chmod(path().c_str(), 0711); // QTemporaryDir makes it 0700
}

std::filesystem::path OpenTemporaryFolder::path() const {
    return m_folder.path().toStdString();
}

TestDatabase::TestDatabase() {
    store::DatabaseSettings settings;
    settings.cluster.dataFolder = m_folder.path();
    auto started = store::Database::start(settings);
    if (!started) {
        throw std::runtime_error(started.error().detail);
    }
    m_database = std::move(*started);
}

store::Rows TestDatabase::sql(const std::string& statement, store::Parameters parameters) {
    auto rows = trySql(statement, std::move(parameters));
    if (!rows) {
        throw std::runtime_error(rows.error().detail);
    }
    return *rows;
}

core::Result<store::Rows> TestDatabase::trySql(const std::string& statement, store::Parameters parameters) {
    return await(pool().query(statement, std::move(parameters), store::Repeat::safe));
}

} // namespace tally::server::test
