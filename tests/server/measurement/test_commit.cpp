// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/batch_committer.h"
#include "tests/server/support/seed.h"

#include <csignal>
#include <QElapsedTimer>
#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;
using core::MeasurementEvent;
using core::MeasurementKind;

namespace {

const core::WallTime kStart = core::parseRfc3339("2026-11-24T23:59:58Z").value();
constexpr const char* kCue = "018bcfe5-6800-7abc-8def-0000000000c1";
constexpr const char* kSession = "018bcfe5-6800-7abc-8def-00000000005e";

std::string playNumber(int number) {
    const std::string digits = std::to_string(number);
    return "018bcfe5-6800-7abc-8def-" + std::string(12 - digits.size(), '0') + digits;
}

MeasurementEvent saw(std::uint64_t sequence, int play, MeasurementKind kind) {
    return {sequence, kCue, "2026-11-24", playNumber(play), test::kCreative, test::kCampaign, kind, 0, kStart, 0ms, {}};
}

core::MeasurementBatch batch(std::vector<MeasurementEvent> events, const char* session = kSession) {
    return {session, "final", std::move(events)};
}

} // namespace

class TestCommit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void init();

    void anAcceptedBatchIsInPostgresWithinASecond();
    void aBatchThatComesTwiceCountsOnce();
    void theReportCountsPlaysQuartilesAndErrors();
    void holesInASessionAreLost();
    void aLateBatchFillsItsHole();
    void playsOfUnknownCuesAreNotReported();
    void theJournalOfACrashIsReplayed();
    void aTornTailDoesNotHoldUpTheRest();
    void whilePostgresIsAwayTheJournalSpools();
    void whatPostgresRefusesIsSetAside();

private:
    // The services of one run of the server, over the case's journal and the database.
    struct Services {
        Services(TestCommit& test, bool carrying);
        double metric(const std::string& name);

        prometheus::Registry registry;
        measurement::MeasurementMetrics metrics{registry};
        std::unique_ptr<measurement::Journal> journal;
        measurement::PlayLedger ledger;
        std::unique_ptr<measurement::BatchCommitter> committer;
    };

    void accept(Services& services, const core::MeasurementBatch& batch);
    void waitForRows(std::uint64_t count);
    core::EventReport report();

    std::unique_ptr<test::TestDatabase> m_postgres;
    std::unique_ptr<test::OpenTemporaryFolder> m_folder;
};

TestCommit::Services::Services(TestCommit& test, bool carrying) : ledger(test.m_postgres->pool()) {
    measurement::JournalSettings settings;
    settings.folder = test.m_folder->path() / "measurement";
    journal = measurement::Journal::open(settings).value();
    if (carrying) {
        committer =
            std::make_unique<measurement::BatchCommitter>(test.m_postgres->executor(), *journal, ledger, metrics);
        committer->start();
    }
}

double TestCommit::Services::metric(const std::string& name) {
    for (const auto& family : registry.Collect()) {
        if (family.name == "tally_measurement_" + name) {
            const auto& value = family.metric.at(0);
            return family.type == prometheus::MetricType::Counter ? value.counter.value : value.gauge.value;
        }
    }
    return -1;
}

void TestCommit::initTestCase() {
    m_postgres = std::make_unique<test::TestDatabase>();
    test::seedEvent(*m_postgres, "final");
    test::seedCampaign(*m_postgres);
    m_postgres->sql(
        "INSERT INTO cues (id, event, sequence, revision, state, starts_at, ends_at, reserved, campaign, document)"
        " SELECT $1, 'final', 1, 1, 'committed', t, t + interval '10 s', tstzrange(t, t + interval '15 s'), $3, '{}'"
        " FROM (SELECT $2::timestamptz AS t) AS start",
        store::bind(kCue, kStart, test::kCampaign));
}

void TestCommit::init() {
    m_folder = std::make_unique<test::OpenTemporaryFolder>();
    m_postgres->sql("DELETE FROM play_events");
    m_postgres->sql("DELETE FROM play_sessions");
}

void TestCommit::accept(Services& services, const core::MeasurementBatch& batch) {
    const measurement::JournalEntry entry{kStart, batch};
    const auto durable = m_postgres->await(services.journal->append(core::serializeJson(entry)));
    QVERIFY2(durable, durable ? "" : durable.error().detail.c_str());
    services.metrics.accepted(batch.events.size());
}

void TestCommit::waitForRows(std::uint64_t count) {
    QTRY_COMPARE_WITH_TIMEOUT(m_postgres->sql("SELECT count(*) FROM play_events")[0].count(0), count, 10'000);
}

core::EventReport TestCommit::report() {
    measurement::PlayLedger ledger(m_postgres->pool());
    return m_postgres->await(ledger.report("final")).value();
}

void TestCommit::anAcceptedBatchIsInPostgresWithinASecond() {
    Services services(*this, true);
    accept(services, batch({saw(1, 1, MeasurementKind::impression)})); // makes the partition
    waitForRows(1);
    QElapsedTimer timer;
    timer.start();
    accept(services, batch({saw(2, 1, MeasurementKind::complete)}));
    waitForRows(2);
    QVERIFY2(timer.elapsed() < 1000, std::to_string(timer.elapsed()).c_str());
    QTRY_COMPARE(services.metric("committed_events_total"), 2.0);
    QCOMPARE(services.metric("spooled_events"), 0.0);
}

void TestCommit::aBatchThatComesTwiceCountsOnce() {
    Services services(*this, true);
    const auto same = batch({saw(1, 1, MeasurementKind::impression), saw(2, 1, MeasurementKind::complete)});
    accept(services, same);
    accept(services, same);
    QTRY_COMPARE(services.metric("committed_events_total"), 4.0);
    QCOMPARE(services.metric("duplicate_events_total"), 2.0);
    QCOMPARE(report().shown, std::uint64_t(1));
    QCOMPARE(report().complete, std::uint64_t(1));
}

void TestCommit::theReportCountsPlaysQuartilesAndErrors() {
    Services services(*this, true);
    std::vector<MeasurementEvent> events;
    std::uint64_t sequence = 0;
    for (const auto kind : {MeasurementKind::impression, MeasurementKind::start, MeasurementKind::firstQuartile,
                            MeasurementKind::midpoint, MeasurementKind::thirdQuartile, MeasurementKind::complete}) {
        events.push_back(saw(++sequence, 1, kind));
    }
    events.push_back(saw(++sequence, 2, MeasurementKind::impression));
    events.push_back(saw(++sequence, 2, MeasurementKind::firstQuartile));
    for (std::uint32_t ordinal : {0U, 1U}) {
        events.push_back(saw(++sequence, 2, MeasurementKind::error));
        events.back().ordinal = ordinal;
        events.back().vastError = 405;
    }
    accept(services, batch(events));
    waitForRows(10);
    const core::EventReport counted = report();
    QCOMPARE(counted.fired, std::uint64_t(1));
    QCOMPARE(counted.shown, std::uint64_t(2));
    QCOMPARE(counted.complete, std::uint64_t(1));
    QCOMPARE(counted.lost, std::uint64_t(0));
    const core::CueReport& cue = counted.cues.at(0);
    QCOMPARE(cue.cue, std::string(kCue));
    QVERIFY(cue.start == kStart);
    QCOMPARE(cue.firstQuartile, std::uint64_t(2));
    QCOMPARE(cue.midpoint, std::uint64_t(1));
    QCOMPARE(cue.thirdQuartile, std::uint64_t(1));
    QCOMPARE(cue.errors, std::uint64_t(2));
}

void TestCommit::holesInASessionAreLost() {
    Services services(*this, true);
    accept(services, batch({saw(1, 1, MeasurementKind::impression), saw(4, 1, MeasurementKind::complete)}));
    accept(services, batch({saw(3, 2, MeasurementKind::impression)}, "018bcfe5-6800-7abc-8def-0000000000ff"));
    waitForRows(3);
    QCOMPARE(report().lost, std::uint64_t(4)); // 2 and 3 of one session, 1 and 2 of the other
}

void TestCommit::aLateBatchFillsItsHole() {
    Services services(*this, true);
    accept(services, batch({saw(1, 1, MeasurementKind::impression), saw(3, 1, MeasurementKind::complete)}));
    waitForRows(2);
    QCOMPARE(report().lost, std::uint64_t(1));
    accept(services, batch({saw(2, 1, MeasurementKind::start)}));
    waitForRows(3);
    QCOMPARE(report().lost, std::uint64_t(0));
}

void TestCommit::playsOfUnknownCuesAreNotReported() {
    Services services(*this, true);
    auto invented = saw(1, 1, MeasurementKind::impression);
    invented.cue = "018bcfe5-6800-7abc-8def-00000000dead";
    accept(services, batch({invented}));
    waitForRows(1);
    QCOMPARE(report().shown, std::uint64_t(0));
}

void TestCommit::theJournalOfACrashIsReplayed() {
    {
        Services crashed(*this, false); // accepts, and is gone before anything is committed
        accept(crashed, batch({saw(1, 1, MeasurementKind::impression)}));
        accept(crashed, batch({saw(2, 1, MeasurementKind::complete)}));
    }
    Services again(*this, true);
    waitForRows(2);
    QTRY_COMPARE(again.metric("committed_events_total"), 2.0);
    QCOMPARE(again.metric("accepted_events_total"), 2.0); // what was found counts
    QTRY_VERIFY(again.journal->closedFiles().empty());
}

void TestCommit::aTornTailDoesNotHoldUpTheRest() {
    {
        Services crashed(*this, false);
        accept(crashed, batch({saw(1, 1, MeasurementKind::impression)}));
        accept(crashed, batch({saw(2, 1, MeasurementKind::complete)}));
    }
    for (const auto& entry : std::filesystem::directory_iterator(m_folder->path() / "measurement")) {
        std::filesystem::resize_file(entry.path(), entry.file_size() - 1);
    }
    Services again(*this, true);
    accept(again, batch({saw(3, 2, MeasurementKind::impression)}));
    waitForRows(2);
    QCOMPARE(report().shown, std::uint64_t(2));
}

void TestCommit::whilePostgresIsAwayTheJournalSpools() {
    Services services(*this, true);
    const auto rows = m_postgres->sql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
    kill(static_cast<pid_t>(rows[0].integer(0)), SIGKILL); // a crash of it takes the whole cluster through recovery
    for (int i = 1; i <= 20; ++i) {
        accept(services, batch({saw(static_cast<std::uint64_t>(i), i, MeasurementKind::impression)}));
    }
    QTRY_COMPARE_WITH_TIMEOUT(services.metric("committed_events_total"), 20.0, 20'000);
    QCOMPARE(report().shown, std::uint64_t(20));
    QCOMPARE(services.metric("spooled_events"), 0.0);
}

void TestCommit::whatPostgresRefusesIsSetAside() {
    Services services(*this, true);
    auto impossible = saw(1, 1, MeasurementKind::impression);
    impossible.play = "no UUID";
    accept(services, batch({impossible}));
    accept(services, batch({saw(2, 2, MeasurementKind::impression)}));
    waitForRows(1);
    QCOMPARE(services.metric("refused_events_total"), 1.0);
    QVERIFY(!std::filesystem::is_empty(m_folder->path() / "measurement" / "refused"));
}

QTEST_GUILESS_MAIN(TestCommit)
#include "test_commit.moc"
