// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/retained_parts.h"
#include "tests/app/engine/support/sample_parts.h"

#include <QtTest>

using namespace tally;
using tests::kPartTicks;
using tests::samplePart;

namespace {

constexpr std::size_t kPartBytes = 1000;
constexpr std::uint64_t kAmple = 1 << 20;

app::RetentionLimits inMemory(std::uint64_t bytes, std::size_t acknowledgedParts) {
    return {.memoryBytes = bytes, .spoolBytes = 0, .spoolFolder = {}, .acknowledgedParts = acknowledgedParts};
}

// What is more than ten parts goes to disk.
app::RetentionLimits onDisk(const QTemporaryDir& folder, std::uint64_t spoolBytes) {
    return {.memoryBytes = 10 * kPartBytes,
            .spoolBytes = spoolBytes,
            .spoolFolder = folder.path().toStdString(),
            .acknowledgedParts = 2};
}

// Part numbers.
std::vector<std::uint64_t> numbersOf(const std::vector<core::SharedBytes>& parts) {
    QByteArray body;
    for (const core::SharedBytes& part : parts) {
        body.append(reinterpret_cast<const char*>(part->data()), static_cast<qsizetype>(part->size()));
    }
    std::vector<std::uint64_t> numbers = tests::readSampleBody(body).decodeTimes;
    for (std::uint64_t& number : numbers) {
        number /= kPartTicks;
    }
    return numbers;
}

using Numbers = std::vector<std::uint64_t>;

} // namespace

class TestRetainedParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesPartsInOrderUpToASize();
    void onePartIsGivenHoweverLargeItIs();
    void aFewAcknowledgedPartsAreKept();
    void goesOnAfterWhatTheServerHas();
    void aServerThatHasNothingGetsAllThatIsKept();
    void beyondItsLimitWholeSegmentsAreLost();
    void whatIsUnderWayIsNotLost();
    void whatTheServerHasGoesFirst();
    void beyondMemoryPartsWaitOnDiskInOrder();
    void beyondTheSpoolTheOldestAreLost();
    void aDiskThatRefusesCostsNothingThatItHas();
    void whatTheDiskDoesNotGiveBackIsLostInWholeSegments();

private:
    void add(app::RetainedParts& parts, std::uint64_t first, std::uint64_t end) {
        for (std::uint64_t i = first; i < end; ++i) {
            parts.add(samplePart(i, kPartBytes));
        }
    }
    Numbers takeAll(app::RetainedParts& parts) { return numbersOf(parts.take(1 << 30)); }
};

void TestRetainedParts::givesPartsInOrderUpToASize() {
    app::RetainedParts parts("v720", inMemory(kAmple, 0));
    add(parts, 0, 5);
    QCOMPARE(numbersOf(parts.take(2500)), (Numbers{0, 1}));
    parts.acknowledged();
    QCOMPARE(takeAll(parts), (Numbers{2, 3, 4}));
    parts.acknowledged();
    QVERIFY(!parts.isWaiting());
    QVERIFY(parts.take(1000).empty());
}

void TestRetainedParts::onePartIsGivenHoweverLargeItIs() {
    app::RetainedParts parts("v720", inMemory(kAmple, 0));
    add(parts, 0, 2);
    QCOMPARE(numbersOf(parts.take(1)), (Numbers{0}));
}

void TestRetainedParts::aFewAcknowledgedPartsAreKept() {
    app::RetainedParts parts("v720", inMemory(kAmple, 3));
    add(parts, 0, 10);
    takeAll(parts);
    parts.acknowledged();
    QCOMPARE(parts.waitingParts(), 0U);
    QCOMPARE(parts.memoryBytes(), 3 * kPartBytes);
}

void TestRetainedParts::goesOnAfterWhatTheServerHas() {
    app::RetainedParts parts("v720", inMemory(kAmple, 5));
    add(parts, 0, 10);
    takeAll(parts);
    parts.acknowledged();
    parts.resumeAfter(7 * kPartTicks);
    QCOMPARE(takeAll(parts), (Numbers{8, 9}));
}

void TestRetainedParts::aServerThatHasNothingGetsAllThatIsKept() {
    app::RetainedParts parts("v720", inMemory(kAmple, 2));
    add(parts, 0, 6);
    numbersOf(parts.take(4 * kPartBytes));
    parts.acknowledged();
    parts.resumeAfter(std::nullopt);
    QCOMPARE(takeAll(parts), (Numbers{2, 3, 4, 5}));
}

void TestRetainedParts::beyondItsLimitWholeSegmentsAreLost() {
    app::RetainedParts parts("v720", inMemory(12 * kPartBytes, 0));
    add(parts, 0, 13);
    QCOMPARE(parts.droppedParts(), 5U);
    QCOMPARE(takeAll(parts).front(), 5U);
    QVERIFY(parts.memoryBytes() <= 12 * kPartBytes);
}

void TestRetainedParts::whatIsUnderWayIsNotLost() {
    app::RetainedParts parts("v720", inMemory(12 * kPartBytes, 0));
    add(parts, 0, 12);
    QCOMPARE(numbersOf(parts.take(7 * kPartBytes)), (Numbers{0, 1, 2, 3, 4, 5, 6}));
    add(parts, 12, 14);
    QCOMPARE(parts.droppedParts(), 3U); // 7, 8, 9: up to the next sync part
    parts.resumeAfter(std::nullopt);    // the request failed
    QCOMPARE(takeAll(parts), (Numbers{0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13}));
}

void TestRetainedParts::whatTheServerHasGoesFirst() {
    app::RetainedParts parts("v720", inMemory(10 * kPartBytes, 5));
    add(parts, 0, 5);
    takeAll(parts);
    parts.acknowledged();
    add(parts, 5, 12);
    QCOMPARE(parts.droppedParts(), 0U);
    QCOMPARE(takeAll(parts).size(), 7U);
}

void TestRetainedParts::beyondMemoryPartsWaitOnDiskInOrder() {
    const QTemporaryDir folder;
    app::RetainedParts parts("v720", onDisk(folder, kAmple));
    add(parts, 0, 100);
    QCOMPARE(parts.droppedParts(), 0U);
    QCOMPARE(parts.memoryBytes(), 10 * kPartBytes);
    QCOMPARE(parts.spoolBytes(), 90 * kPartBytes);
    QCOMPARE(parts.waitingBytes(), 100 * kPartBytes);

    Numbers taken;
    for (std::uint64_t next = 100; parts.isWaiting(); ++next) { // new ones come meanwhile
        const Numbers some = numbersOf(parts.take(7 * kPartBytes));
        taken.insert(taken.end(), some.begin(), some.end());
        parts.acknowledged();
        if (next < 110) {
            add(parts, next, next + 1);
        }
    }
    QCOMPARE(taken.size(), 110U);
    QVERIFY(std::is_sorted(taken.begin(), taken.end()));
    QVERIFY(parts.memoryBytes() <= 10 * kPartBytes);
}

void TestRetainedParts::beyondTheSpoolTheOldestAreLost() {
    const QTemporaryDir folder;
    app::RetainedParts parts("v720", onDisk(folder, 20 * kPartBytes));
    add(parts, 0, 200);
    const Numbers left = takeAll(parts);
    QVERIFY(parts.droppedParts() > 0);
    QCOMPARE(left.size() + parts.droppedParts(), 200U);
    QCOMPARE(left.back(), 199U);
    QCOMPARE(left.front() % 5, 0U); // begins with a sync part
    QVERIFY(parts.memoryBytes() <= 10 * kPartBytes);
    QVERIFY(parts.spoolBytes() <= 20 * kPartBytes);
}

void TestRetainedParts::aDiskThatRefusesCostsNothingThatItHas() {
    const QTemporaryDir folder;
    app::RetainedParts parts("v720", onDisk(folder, kAmple));
    add(parts, 0, 30); // 20 on disk
    QVERIFY(QFile::rename(folder.filePath(QStringLiteral("v720.0.spool")), folder.filePath(QStringLiteral("aside"))));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("v720.0.spool"))); // cannot be opened as a file
    add(parts, 30, 31);
    QCOMPARE(parts.droppedParts(), 5U); // 20 to 24
    QVERIFY2(parts.dropReason().starts_with("cannot write into the spool folder"), parts.dropReason().c_str());
    QVERIFY(QDir(folder.path()).rmdir(QStringLiteral("v720.0.spool")));
    QVERIFY(QFile::rename(folder.filePath(QStringLiteral("aside")), folder.filePath(QStringLiteral("v720.0.spool"))));
    const Numbers left = takeAll(parts);
    QCOMPARE(left.size(), 26U);
    QCOMPARE(left[19], 19U);
    QCOMPARE(left[20], 25U);
}

void TestRetainedParts::whatTheDiskDoesNotGiveBackIsLostInWholeSegments() {
    const QTemporaryDir folder;
    app::RetainedParts parts("v720", onDisk(folder, kAmple));
    add(parts, 0, 30); // 20 on disk
    QVERIFY(QFile::resize(folder.filePath(QStringLiteral("v720.0.spool")), 7 * kPartBytes));
    QCOMPARE(takeAll(parts), (Numbers{0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}));
    QCOMPARE(parts.droppedParts(), 13U);
    QCOMPARE(parts.waitingParts(), 17U);
}

QTEST_GUILESS_MAIN(TestRetainedParts)
#include "test_retained_parts.moc"
