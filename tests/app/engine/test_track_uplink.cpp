// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_uplink.h"
#include "tests/app/engine/support/fake_ingest.h"

#include <QtTest>

using namespace std::chrono_literals;
using namespace tally;
using app::TrackUplink;
using core::UplinkHealth;
using tests::FakeIngest;
using tests::samplePart;

class TestTrackUplink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void partsArriveInOrderAndTheInitOnceFirst();
    void everyRequestBearsKeyAndSession();
    void aPartGoesOutAtOnceWhenNothingIsUnderWay();
    void aLargePartIsNotHeldBackByTheKernel();
    void partsThatWaitGoTogether();
    void partsBeforeTheInitWaitForIt();
    void nothingIsLostOverAnOutage();
    void aServerThatForgotItsLastChunksGetsThemAgain();
    void aServerThatIsNewGetsInitAndAllThatIsKept();
    void aServerThatCameBackBetweenTwoPartsIsAskedFirst();
    void aServerThatForgotBehindAGatewayGetsInitAndAllThatIsKept();
    void aServerThatHangsIsGivenUpAndAskedAgain();
    void anAnswerThatIsLostCausesNoDuplicate();
    void aRefusalIsShownInTheServersWordsAndTriedAgain();
    void aMissingKeyIsNamedAndReadAgain();
    void aRedirectIsNotFollowed();
    void aPageThatAnswersToEverythingIsNoIngest();
    void aLongOutageIsBoundedInMemoryAndCounted();
    void aLongOutageFillsTheSpoolAndLosesNothing();

private:
    void add(std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            m_uplink->add(samplePart(m_added++));
        }
    }
    bool isDone() const { return m_uplink->report().waitingParts == 0; }
    void makeUplink(app::RetentionLimits limits);
    QString keyFile() const { return m_folder->filePath(QStringLiteral("ingest.key")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeIngest> m_ingest;
    std::unique_ptr<TrackUplink> m_uplink;
    std::uint64_t m_added = 0;
};

void TestTrackUplink::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QFile key(keyFile());
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("secret\n");
    m_ingest = std::make_unique<FakeIngest>();
    m_added = 0;
    makeUplink({.memoryBytes = 10 << 20, .spoolBytes = 0, .spoolFolder = {}, .acknowledgedParts = 24});
}

void TestTrackUplink::cleanup() {
    m_uplink.reset();
    m_ingest.reset();
}

void TestTrackUplink::makeUplink(app::RetentionLimits limits) {
    app::UplinkConfig config;
    config.server = m_ingest->url().toString().toStdString();
    config.event = "demo";
    config.keyFile = keyFile().toStdString();
    config.retry = {.firstPause = 5ms, .longestPause = 20ms, .silence = 300ms};
    m_uplink =
        std::make_unique<TrackUplink>(config, QStringLiteral("v720"), "0b8e5a4e-session", std::move(limits), nullptr);
}

void TestTrackUplink::partsArriveInOrderAndTheInitOnceFirst() {
    m_uplink->start(tests::sampleInit());
    for (std::uint64_t i = 1; i <= 10; ++i) {
        add(1);
        QTRY_COMPARE(m_ingest->kept().size(), i);
    }
    QVERIFY(m_ingest->holdsAll(10));
    QCOMPARE(m_ingest->bodies().front().inits, 1U);
    for (std::size_t i = 1; i < m_ingest->bodies().size(); ++i) {
        QCOMPARE(m_ingest->bodies()[i].inits, 0U);
    }
    QVERIFY(m_uplink->report().health == UplinkHealth::ok);
    QTRY_VERIFY(isDone());
}

void TestTrackUplink::everyRequestBearsKeyAndSession() {
    m_uplink->start(tests::sampleInit());
    add(1);
    QTRY_COMPARE(m_ingest->kept().size(), 1U);
    const QByteArray head = m_ingest->lastHead();
    QVERIFY(head.startsWith("POST /ingest/v1/demo/v720 HTTP/1.1"));
    QVERIFY(head.contains("Authorization: Bearer secret\r\n"));
    QVERIFY(head.contains("Tally-Session: 0b8e5a4e-session"));
}

void TestTrackUplink::aPartGoesOutAtOnceWhenNothingIsUnderWay() {
    m_uplink->start(tests::sampleInit());
    for (std::uint64_t i = 1; i <= 5; ++i) {
        add(1);
        QTRY_VERIFY(isDone() && m_ingest->kept().size() == i);
    }
    QCOMPARE(m_ingest->bodies().size(), 5U);
    QCOMPARE(m_ingest->questions(), 1U);
}

// With Nagle's algorithm on, the end of a body of several writes waits for an acknowledgement that the other kernel
// delays by 40 ms.
void TestTrackUplink::aLargePartIsNotHeldBackByTheKernel() {
    m_uplink->start(tests::sampleInit());
    add(1);
    QTRY_VERIFY(isDone() && m_ingest->kept().size() == 1);
    qint64 fastest = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 20; ++i) {
        QEventLoop loop; // QTRY_VERIFY looks every 10 ms only
        connect(m_uplink.get(), &TrackUplink::moved, &loop, &QEventLoop::quit);
        QElapsedTimer clock;
        clock.start();
        m_uplink->add(samplePart(m_added++, 80'000));
        loop.exec();
        fastest = std::min(fastest, clock.elapsed());
    }
    QVERIFY2(fastest < 30, qPrintable(QString::number(fastest)));
}

void TestTrackUplink::partsThatWaitGoTogether() {
    m_uplink->start(tests::sampleInit());
    add(1);
    QTRY_VERIFY(isDone() && m_ingest->kept().size() == 1);
    m_ingest->hang(true);
    add(4);
    QTRY_COMPARE(m_ingest->heldRequests(), 1U);
    m_ingest->release();
    QTRY_VERIFY(m_ingest->holdsAll(5));
    QCOMPARE(m_ingest->bodies().size(), 3U); // the first; the one that hung; the three that waited for it
}

void TestTrackUplink::partsBeforeTheInitWaitForIt() {
    add(3);
    m_uplink->start(tests::sampleInit());
    QTRY_VERIFY(m_ingest->holdsAll(3));
}

void TestTrackUplink::nothingIsLostOverAnOutage() {
    m_uplink->start(tests::sampleInit());
    add(5);
    QTRY_VERIFY(m_ingest->holdsAll(5));
    m_ingest->crash();
    add(20);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    QVERIFY(!m_uplink->report().fault.empty());
    m_ingest->comeBack();
    QTRY_VERIFY(m_ingest->holdsAll(25));
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::ok);
    QVERIFY(m_uplink->report().fault.empty());
    QCOMPARE(m_uplink->report().droppedParts, 0U);
}

void TestTrackUplink::aServerThatForgotItsLastChunksGetsThemAgain() {
    m_uplink->start(tests::sampleInit());
    add(10);
    QTRY_VERIFY(isDone() && m_ingest->holdsAll(10));
    m_ingest->crash();
    m_ingest->forget(4);
    add(1);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    m_ingest->comeBack();
    QTRY_VERIFY(m_ingest->holdsAll(11));
    QCOMPARE(m_ingest->duplicates(), 0U);
}

void TestTrackUplink::aServerThatIsNewGetsInitAndAllThatIsKept() {
    m_uplink->start(tests::sampleInit());
    add(10);
    QTRY_VERIFY(isDone() && m_ingest->holdsAll(10));
    m_ingest->crash();
    m_ingest->forgetAll();
    add(1);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    m_ingest->comeBack();
    QTRY_VERIFY(m_ingest->holdsAll(11));
}

// No request met the server while it was away: only the dead connection tells.
void TestTrackUplink::aServerThatCameBackBetweenTwoPartsIsAskedFirst() {
    m_uplink->start(tests::sampleInit());
    add(10);
    QTRY_VERIFY(isDone() && m_ingest->holdsAll(10));
    m_ingest->crash();
    m_ingest->forget(3);
    m_ingest->comeBack();
    add(1);
    QTRY_VERIFY(m_ingest->holdsAll(11));
    QCOMPARE(m_ingest->questions(), 2U);
}

// The connection to the gateway outlives the server behind it.
void TestTrackUplink::aServerThatForgotBehindAGatewayGetsInitAndAllThatIsKept() {
    m_uplink->start(tests::sampleInit());
    add(10);
    QTRY_VERIFY(isDone() && m_ingest->holdsAll(10));
    m_ingest->forgetAll();
    add(1);
    QTRY_VERIFY(m_ingest->holdsAll(11));
}

void TestTrackUplink::aServerThatHangsIsGivenUpAndAskedAgain() {
    m_uplink->start(tests::sampleInit());
    add(1);
    QTRY_VERIFY(isDone() && m_ingest->holdsAll(1));
    m_ingest->hang(true);
    add(5);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    QCOMPARE(m_uplink->report().fault, std::string("the server does not answer"));
    m_ingest->hang(false);
    QTRY_VERIFY(m_ingest->holdsAll(6));
}

void TestTrackUplink::anAnswerThatIsLostCausesNoDuplicate() {
    m_uplink->start(tests::sampleInit());
    add(5);
    QTRY_VERIFY(!m_ingest->bodies().empty());
    m_ingest->crash(); // what it has stays, the answers that are on their way do not
    m_ingest->comeBack();
    add(5);
    QTRY_VERIFY(m_ingest->holdsAll(10));
    QCOMPARE(m_ingest->duplicates(), 0U);
}

void TestTrackUplink::aRefusalIsShownInTheServersWordsAndTriedAgain() {
    m_ingest->refuse(401, "this ingest key was revoked; make a new one");
    m_uplink->start(tests::sampleInit());
    add(3);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::refused);
    QCOMPARE(m_uplink->report().fault, std::string("this ingest key was revoked; make a new one"));
    m_ingest->accept();
    QTRY_VERIFY(m_ingest->holdsAll(3));
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::ok);
}

void TestTrackUplink::aMissingKeyIsNamedAndReadAgain() {
    QVERIFY(QFile::rename(keyFile(), keyFile() + QStringLiteral(".new")));
    m_uplink->start(tests::sampleInit());
    add(3);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::refused);
    QCOMPARE(m_uplink->report().fault, "there is no ingest key in " + keyFile().toStdString());
    QVERIFY(QFile::rename(keyFile() + QStringLiteral(".new"), keyFile()));
    QTRY_VERIFY(m_ingest->holdsAll(3));
}

// The key goes to the server that was configured and to nobody else.
void TestTrackUplink::aRedirectIsNotFollowed() {
    FakeIngest other;
    m_ingest->redirectTo(other.url().toEncoded() + "/ingest/v1/demo/v720");
    m_uplink->start(tests::sampleInit());
    add(1);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    QCOMPARE(m_uplink->report().fault, std::string("what answers there is no ingest: status 307"));
    QVERIFY(other.lastHead().isEmpty());
}

void TestTrackUplink::aPageThatAnswersToEverythingIsNoIngest() {
    m_ingest->refuse(200, "welcome");
    m_uplink->start(tests::sampleInit());
    add(3);
    QTRY_VERIFY(m_uplink->report().health == UplinkHealth::offline);
    QCOMPARE(m_uplink->report().waitingParts, 3U);
}

void TestTrackUplink::aLongOutageIsBoundedInMemoryAndCounted() {
    makeUplink({.memoryBytes = 50'000, .spoolBytes = 0, .spoolFolder = {}, .acknowledgedParts = 24});
    m_ingest->crash();
    m_uplink->start(tests::sampleInit());
    add(1000);
    QCOMPARE(m_uplink->report().droppedParts + m_uplink->report().waitingParts, 1000U);
    m_ingest->comeBack();
    QTRY_COMPARE(m_ingest->kept().empty() ? 0 : m_ingest->kept().back(), 999 * tests::kPartTicks);
    QCOMPARE(m_ingest->kept().size(), 1000 - m_uplink->report().droppedParts);
    QCOMPARE(m_ingest->kept().front() % (5 * tests::kPartTicks), 0U); // begins where decoding can start
}

void TestTrackUplink::aLongOutageFillsTheSpoolAndLosesNothing() {
    const QString spool = m_folder->filePath(QStringLiteral("spool"));
    makeUplink(
        {.memoryBytes = 50'000, .spoolBytes = 10 << 20, .spoolFolder = spool.toStdString(), .acknowledgedParts = 24});
    m_ingest->crash();
    m_uplink->start(tests::sampleInit());
    add(1000);
    QVERIFY(!QDir(spool).isEmpty());
    m_ingest->comeBack();
    QTRY_VERIFY(m_ingest->holdsAll(1000));
    add(50); // those that are kept for a server that may fall push the spooled ones out
    QTRY_VERIFY(isDone());
    QTRY_VERIFY(QDir(spool).isEmpty());
}

QTEST_GUILESS_MAIN(TestTrackUplink)
#include "test_track_uplink.moc"
