// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/volume.h"

#include <fstream>
#include <limits>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using server::live::PartRecord;
using server::live::Volume;

namespace {

constexpr std::uint64_t kFirstMsn = 7;

PartRecord record(std::uint64_t index) {
    PartRecord made;
    made.msn = kFirstMsn + index;
    made.bytes = 10;
    made.decodeTime = index * 90'000;
    made.lastDecodeTime = made.decodeTime;
    made.endDecodeTime = made.decodeTime + 90'000;
    made.programDateTimeMs = 1'795'510'800'000;
    made.seconds = 1;
    return made;
}

struct Fault {
    const char* name;
    void (*spoil)(PartRecord&);
};

constexpr Fault kFaults[]{
    {"no record",
     [](PartRecord& r) {
         r.magic = 0;
     }},
    {"an msn that goes back",
     [](PartRecord& r) {
         r.msn = kFirstMsn - 1;
     }},
    {"the last msn of all",
     [](PartRecord& r) {
         r.msn = std::numeric_limits<std::uint64_t>::max();
     }},
    {"media out of order",
     [](PartRecord& r) {
         r.offset += 1;
     }},
    {"media that is not there",
     [](PartRecord& r) {
         r.bytes = 1'000;
     }},
    {"no length",
     [](PartRecord& r) {
         r.seconds = std::numeric_limits<double>::quiet_NaN();
     }},
    {"a date before all",
     [](PartRecord& r) {
         r.programDateTimeMs = std::numeric_limits<std::int64_t>::min();
     }},
    {"a date past year 9999",
     [](PartRecord& r) {
         r.programDateTimeMs = std::numeric_limits<std::int64_t>::max();
     }},
    {"an end before the begin",
     [](PartRecord& r) {
         r.endDecodeTime = 0;
     }},
    {"a time past 2^63",
     [](PartRecord& r) {
         r.endDecodeTime = std::numeric_limits<std::uint64_t>::max();
     }},
};

} // namespace

class TestVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAppendedIsRead();
    void whatFollowsABrokenRecordIsNotBelieved_data();
    void whatFollowsABrokenRecordIsNotBelieved();

private:
    std::vector<PartRecord> append(const std::filesystem::path& folder) {
        auto volume = Volume::open(folder, kFirstMsn, {}).value();
        std::vector<PartRecord> written;
        for (std::uint64_t i = 0; i < 3; ++i) {
            written.push_back(volume.append(record(i), core::Bytes(10)).value());
        }
        return written;
    }
};

void TestVolume::whatWasAppendedIsRead() {
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString());
    append(path);
    const auto records = Volume::readIndex(path, kFirstMsn);
    QVERIFY(records.has_value());
    QCOMPARE(records->size(), std::size_t(3));
    QCOMPARE(records->back().offset, std::uint64_t(20));
}

void TestVolume::whatFollowsABrokenRecordIsNotBelieved_data() {
    QTest::addColumn<int>("fault");
    for (int i = 0; i < int(std::size(kFaults)); ++i) {
        QTest::newRow(kFaults[i].name) << i;
    }
}

void TestVolume::whatFollowsABrokenRecordIsNotBelieved() {
    QFETCH(int, fault);
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString());
    auto records = append(path);
    kFaults[fault].spoil(records[1]);
    std::ofstream(path / "000000000007.index", std::ios::binary)
        .write(reinterpret_cast<const char*>(records.data()), std::streamsize(records.size() * sizeof(PartRecord)));
    const auto read = Volume::readIndex(path, kFirstMsn);
    QVERIFY(read.has_value());
    QCOMPARE(read->size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestVolume)
#include "test_volume.moc"
