// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/uplink.h"
#include "tests/app/engine/support/fake_ingest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QRegularExpression>
#include <QtTest>

using namespace std::chrono_literals;
using namespace tally;
using core::UplinkHealth;

class TestUplink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void itIsConnectingUntilEveryTrackIsThere();
    void anOutageIsSaidOnceAndSoIsItsEnd();
    void whatWaitsAfterAnOutageIsABacklog();
    void lossesAreCountedAndSaidOnce();
    void itIsDoneWhenEveryPartWasAcknowledged();
    void aDiskThatHangsHoldsUpNoOtherTrack();

private:
    void makeUplink(std::uint64_t memoryBytes = 1 << 20, std::uint64_t spoolBytes = 0,
                    const app::TrackRates& rates = {{"v720", 2500}});
    void add(std::uint64_t count, const char* track = "v720") {
        for (std::uint64_t i = 0; i < count; ++i) {
            gst::EncodedPart part = tests::samplePart(m_added[track]++);
            part.track = track;
            m_uplink->add(std::move(part));
        }
    }
    UplinkHealth health() const { return m_uplink->state().health; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeIngest> m_ingest;
    std::unique_ptr<app::Uplink> m_uplink;
    std::map<std::string, std::uint64_t> m_added;
};

void TestUplink::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QFile key(m_folder->filePath(QStringLiteral("ingest.key")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("secret\n");
    m_ingest = std::make_unique<tests::FakeIngest>();
    m_added.clear();
}

void TestUplink::cleanup() {
    m_uplink.reset();
    m_ingest.reset();
}

void TestUplink::makeUplink(std::uint64_t memoryBytes, std::uint64_t spoolBytes, const app::TrackRates& rates) {
    app::UplinkConfig config;
    config.server = m_ingest->url().toString().toStdString();
    config.keyFile = m_folder->filePath(QStringLiteral("ingest.key")).toStdString();
    config.memoryBytes = memoryBytes;
    config.spoolBytes = spoolBytes;
    config.spoolFolder = m_folder->filePath(QStringLiteral("spool")).toStdString();
    config.retry = {.firstPause = 5ms, .longestPause = 20ms, .silence = 5s};
    m_uplink = std::make_unique<app::Uplink>(config, rates);
}

void TestUplink::itIsConnectingUntilEveryTrackIsThere() {
    makeUplink(1 << 20, 0, {{"v720", 2500}, {"a128", 128}});
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    add(1, "v720");
    QTRY_VERIFY(m_uplink->isDone());
    QVERIFY(health() == UplinkHealth::connecting);
    m_uplink->startTrack(QStringLiteral("a128"), tests::sampleInit());
    add(2, "a128");
    QTRY_VERIFY(health() == UplinkHealth::ok);
}

void TestUplink::anOutageIsSaidOnceAndSoIsItsEnd() {
    makeUplink();
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(QStringLiteral("^uplink to http://127.0.0.1:\\d+: ok$")));
    add(3);
    QTRY_VERIFY(health() == UplinkHealth::ok);

    const QSignalSpy changes(m_uplink.get(), &app::Uplink::stateChanged);
    m_ingest->crash();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^uplink to .*: offline: .+$")));
    add(3);
    QTRY_COMPARE(changes.count(), 1);
    QVERIFY(health() == UplinkHealth::offline);
    QVERIFY(m_uplink->state().fault);
    m_ingest->comeBack();
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(QStringLiteral("^uplink to .*: ok$")));
    QTRY_COMPARE(changes.count(), 2);
    QVERIFY(m_ingest->holdsAll(6));
    QVERIFY(!m_uplink->state().fault);
}

void TestUplink::whatWaitsAfterAnOutageIsABacklog() {
    makeUplink();
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    add(1);
    QTRY_VERIFY(health() == UplinkHealth::ok);
    m_ingest->hang(true);
    add(1);
    QTRY_COMPARE(m_ingest->heldRequests(), 1U);
    add(10);
    QTRY_VERIFY(health() == UplinkHealth::backlog);
    QTRY_COMPARE(m_uplink->state().backlogChunks, 11U);
    QCOMPARE(m_uplink->state().backlogBytes, 11'000U);
    m_ingest->release();
    QTRY_VERIFY(health() == UplinkHealth::ok);
}

void TestUplink::lossesAreCountedAndSaidOnce() {
    makeUplink(10'000);
    m_ingest->crash();
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("^uplink: parts are lost from now on: the spool .* is full$")));
    add(100);
    QTRY_COMPARE(m_uplink->state().droppedChunks, 90U);
    QTest::ignoreMessage(QtWarningMsg, "uplink: 90 parts were lost");
    m_ingest->comeBack();
    QTRY_VERIFY(health() == UplinkHealth::ok);
    QCOMPARE(m_ingest->kept().size(), 10U);
    QCOMPARE(m_uplink->state().droppedChunks, 90U);
}

void TestUplink::itIsDoneWhenEveryPartWasAcknowledged() {
    makeUplink();
    QVERIFY(m_uplink->isDone());
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    const QSignalSpy done(m_uplink.get(), &app::Uplink::done);
    add(5);
    QVERIFY(!m_uplink->isDone()); // though its thread has said nothing yet
    QTRY_VERIFY(m_uplink->isDone());
    QVERIFY(done.count() >= 1);
    QVERIFY(m_ingest->holdsAll(5));
}

// A pipe that nobody reads stands in for a file on such a disk: it cannot be opened until somebody does.
void TestUplink::aDiskThatHangsHoldsUpNoOtherTrack() {
    makeUplink(10'000, 1 << 20, {{"v720", 2500}, {"a128", 2500}});
    m_uplink->startTrack(QStringLiteral("v720"), tests::sampleInit());
    m_uplink->startTrack(QStringLiteral("a128"), tests::sampleInit());
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("spool")));
    const QByteArray file = m_folder->filePath(QStringLiteral("spool/v720.0.spool")).toLocal8Bit();
    QCOMPARE(mkfifo(file.constData(), 0600), 0);
    add(20, "v720"); // five fit into memory
    for (std::size_t i = 1; i <= 20; ++i) {
        add(1, "a128");
        QTRY_COMPARE(m_ingest->kept().size(), i);
    }
    QVERIFY(m_ingest->holdsAll(20));                // all of them a128's
    QVERIFY(m_uplink->state().backlogChunks < 20U); // v720 does not get round to counting
    const QByteArray aside = file + ".aside";
    QCOMPARE(rename(file.constData(), aside.constData()), 0); // who opens it again finds a file
    const int reader = open(aside.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    m_uplink.reset();
    close(reader);
}

QTEST_GUILESS_MAIN(TestUplink)
#include "test_uplink.moc"
