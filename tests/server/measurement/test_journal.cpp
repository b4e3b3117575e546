// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/journal.h"
#include "server/measurement/journal_record.h"
#include "tests/server/support/test_database.h"

#include <boost/asio/thread_pool.hpp>

#include <fstream>
#include <QTest>

using namespace tally;
using namespace tally::server;
using core::ErrorCode;
using measurement::Journal;

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::OpenTemporaryFolder>(); }

    void aRecordHasTheDocumentedBytes();
    void everyTornTailIsIgnored();
    void aFlippedBitEndsTheFile();
    void whatIsAcknowledgedIsReadFromTheOtherEnd();
    void aFileIsTheSameUntilItIsRemoved();
    void whatWasNotReadIsThereAfterARestart();
    void manyAppendsShareSyncs();
    void afterASyncErrorTheFileIsNeverWrittenAgain();
    void aDiskThatKeepsFailingIsReported();
    void aFullSpoolRefusesUntilThereIsRoom();
    void stoppingEndsTheReadingEnd();

private:
    measurement::JournalSettings settings() const;
    std::unique_ptr<Journal> open(measurement::JournalSettings settings);
    core::Status append(Journal& journal, const std::string& payload) {
        return test::await(m_callers.get_executor(), journal.append(payload));
    }
    static std::vector<std::string> contentOf(const std::filesystem::path& file) {
        return measurement::readRecords(measurement::readSegment(file).value());
    }

    std::unique_ptr<test::OpenTemporaryFolder> m_folder;
    boost::asio::thread_pool m_callers{2};
};

using Strings = std::vector<std::string>;

measurement::JournalSettings TestJournal::settings() const {
    measurement::JournalSettings made;
    made.folder = m_folder->path() / "measurement";
    return made;
}

std::unique_ptr<Journal> TestJournal::open(measurement::JournalSettings wanted) {
    return Journal::open(std::move(wanted)).value();
}

void TestJournal::aRecordHasTheDocumentedBytes() {
    std::string file;
    measurement::appendRecord(file, "abc");
    QCOMPARE(QByteArray::fromStdString(file).toHex(' '), QByteArray("03 00 00 00 b7 3f 4b 36 61 62 63"));
}

void TestJournal::everyTornTailIsIgnored() {
    std::string file;
    measurement::appendRecord(file, "first");
    const std::size_t whole = file.size();
    measurement::appendRecord(file, "second");
    for (std::size_t size = whole; size < file.size(); ++size) {
        QCOMPARE(measurement::readRecords(std::string_view(file).substr(0, size)), Strings{"first"});
    }
    QCOMPARE(measurement::readRecords(file.substr(0, whole) + std::string(64, '\0')), Strings{"first"});
    QCOMPARE(measurement::readRecords(file), (Strings{"first", "second"}));
}

void TestJournal::aFlippedBitEndsTheFile() {
    std::string file;
    measurement::appendRecord(file, "first");
    const std::size_t whole = file.size();
    measurement::appendRecord(file, "second");
    for (std::size_t at = whole; at < file.size(); ++at) {
        std::string damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        QCOMPARE(measurement::readRecords(damaged), Strings{"first"});
    }
}

void TestJournal::whatIsAcknowledgedIsReadFromTheOtherEnd() {
    const auto journal = open(settings());
    QVERIFY(append(*journal, "one"));
    const auto file = journal->waitForOldest();
    QVERIFY(file.has_value());
    QCOMPARE(contentOf(*file), Strings{"one"});
}

void TestJournal::aFileIsTheSameUntilItIsRemoved() {
    const auto journal = open(settings());
    QVERIFY(append(*journal, "one"));
    const auto file = journal->waitForOldest();
    QCOMPARE(journal->waitForOldest().value(), file.value());
    journal->removeOldest();
    QVERIFY(!std::filesystem::exists(*file));
    QCOMPARE(journal->bytes(), std::uint64_t(0));
    QVERIFY(append(*journal, "two"));
    QCOMPARE(contentOf(journal->waitForOldest().value()), Strings{"two"});
}

void TestJournal::whatWasNotReadIsThereAfterARestart() {
    {
        const auto journal = open(settings());
        QVERIFY(append(*journal, "one"));
        QVERIFY(append(*journal, "two"));
    }
    const auto journal = open(settings());
    QCOMPARE(journal->closedFiles().size(), std::size_t(1));
    QCOMPARE(contentOf(journal->waitForOldest().value()), (Strings{"one", "two"}));
    QVERIFY(append(*journal, "three")); // into a file of its own
    journal->removeOldest();
    QCOMPARE(contentOf(journal->waitForOldest().value()), Strings{"three"});
}

void TestJournal::manyAppendsShareSyncs() {
    auto counting = settings();
    std::atomic<int> syncs = 0;
    counting.sync = [&syncs](int fd) {
        ++syncs;
        return fdatasync(fd) == 0;
    };
    const auto journal = open(counting);
    std::vector<std::future<core::Status>> answers;
    for (int i = 0; i < 500; ++i) {
        answers.push_back(boost::asio::co_spawn(m_callers, journal->append("payload"), boost::asio::use_future));
    }
    for (auto& answer : answers) {
        QVERIFY(answer.get());
    }
    QVERIFY(syncs < 500);
    QCOMPARE(contentOf(journal->waitForOldest().value()).size(), std::size_t(500));
}

void TestJournal::afterASyncErrorTheFileIsNeverWrittenAgain() {
    auto failing = settings();
    std::vector<int> failed;
    int calls = 0;
    failing.sync = [&](int) {
        return ++calls != 2;
    };
    const auto journal = open(failing);
    QVERIFY(append(*journal, "one"));
    QVERIFY(append(*journal, "two")); // its first sync fails; the second try is another file's
    const auto first = journal->waitForOldest().value();
    QCOMPARE(contentOf(first).front(), std::string("one"));
    journal->removeOldest();
    QCOMPARE(contentOf(journal->waitForOldest().value()), Strings{"two"});
}

void TestJournal::aDiskThatKeepsFailingIsReported() {
    auto failing = settings();
    failing.sync = [](int) {
        return false;
    };
    const auto journal = open(failing);
    QCOMPARE(append(*journal, "one").error().code, ErrorCode::unavailable);
}

void TestJournal::aFullSpoolRefusesUntilThereIsRoom() {
    auto small = settings();
    small.spoolBytes = 1000;
    const auto journal = open(small);
    QVERIFY(append(*journal, std::string(900, 'x')));
    QCOMPARE(append(*journal, std::string(900, 'y')).error().code, ErrorCode::unavailable);
    QVERIFY(journal->waitForOldest().has_value());
    journal->removeOldest();
    QVERIFY(append(*journal, std::string(900, 'y')));
}

void TestJournal::stoppingEndsTheReadingEnd() {
    const auto journal = open(settings());
    auto reader = std::async(std::launch::async, [&] { return journal->waitForOldest(); });
    journal->stop();
    QVERIFY(!reader.get());
    QCOMPARE(append(*journal, "late").error().code, ErrorCode::closed);
}

QTEST_GUILESS_MAIN(TestJournal)
#include "test_journal.moc"
