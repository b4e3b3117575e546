// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/creative_files.h"
#include "server/store/sha256.h"
#include "tests/server/support/test_database.h"

#include <boost/asio/thread_pool.hpp>

#include <QTest>

using namespace tally;
using namespace tally::server;
using core::ErrorCode;

class TestCreativeFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_files = catalog::CreativeFiles::open(m_folder.path() / "creatives").value(); }
    void cleanup() { m_files.reset(); }

    void whatIsKeptIsReadBack();
    void theSameBytesAreKeptOnce();
    void aNameThatIsNoHashIsNotFound();

private:
    template <typename T>
    T await(boost::asio::awaitable<T> work) {
        return test::await(m_caller.get_executor(), std::move(work));
    }

    test::OpenTemporaryFolder m_folder;
    boost::asio::thread_pool m_caller{1};
    std::unique_ptr<catalog::CreativeFiles> m_files;
};

void TestCreativeFiles::whatIsKeptIsReadBack() {
    const auto sha256 = await(m_files->keep("bytes of an image"));
    QCOMPARE(sha256.value(), store::sha256Hex("bytes of an image"));
    const auto bytes = await(m_files->read(*sha256));
    QCOMPARE(bytes.value()->size(), std::size_t(17));
}

void TestCreativeFiles::theSameBytesAreKeptOnce() {
    const auto first = await(m_files->keep("same"));
    const auto second = await(m_files->keep("same"));
    QCOMPARE(first.value(), second.value());
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_folder.path() / "creatives")) {
        ++files;
    }
    QCOMPARE(files, 2); // this one, and that of the other case
}

void TestCreativeFiles::aNameThatIsNoHashIsNotFound() {
    for (const std::string& name :
         {std::string("../admin.token"), std::string(), std::string(64, 'A'), std::string(64, 'b')}) {
        QCOMPARE(await(m_files->read(name)).error().code, ErrorCode::notFound);
    }
}

QTEST_GUILESS_MAIN(TestCreativeFiles)
#include "test_creative_files.moc"
