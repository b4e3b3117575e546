// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/server_client.h"
#include "tests/ui/fakes/sample_show.h"
#include "tests/ui/studio/wire_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tally;
using ui::ConnectionPhase;

namespace {

const QByteArray kStatus = "GET /api/v1/events/demo/status";
const QByteArray kOtherStatus = "GET /api/v1/events/other/status";
const QByteArray kFire = "POST /api/v1/events/demo/cues";
const QByteArray kCues = "GET /api/v1/events/demo/cues";
const QByteArray kReport = "GET /api/v1/events/demo/report";

template <typename T>
QByteArray json(const T& value) {
    return QByteArray::fromStdString(core::serializeJson(value));
}

} // namespace

class TestServerClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statusIsReadAgainAndAgain() {
        Wire wire;
        wire.server.answer(kStatus, 200, json(tests::sampleStatus()));
        wire.client.start();
        QTRY_COMPARE(wire.phase(), ConnectionPhase::up);
        QTRY_VERIFY(wire.server.countOf(kStatus) >= 2);
        QCOMPARE(wire.statuses.at(0).at(0).value<core::EventStatus>().viewers, 12u);
        QCOMPARE(wire.connections.count(), 2); // connecting, up: no change is no news
    }

    void hiddenWindowAsksNothing() {
        Wire wire;
        wire.server.answer(kStatus, 200, json(tests::sampleStatus()));
        wire.client.start();
        QTRY_COMPARE(wire.phase(), ConnectionPhase::up);
        wire.client.setAttention(ui::Attention::hidden);
        const int asked = wire.server.countOf(kStatus);
        app::ServerClient other(wire.server.url(), u"other"_s, {}, 10ms);
        wire.server.answer(kOtherStatus, 200, json(tests::sampleStatus()));
        other.start();
        QTRY_VERIFY(wire.server.countOf(kOtherStatus) >= 5); // many intervals have passed
        QVERIFY2(wire.server.countOf(kStatus) <= asked + 1, "only the one that was under way");
    }

    void unknownEventIsTold() {
        Wire wire;
        core::Problem problem;
        problem.status = 404;
        problem.detail = "there is no event demo";
        wire.server.answer(kStatus, 404, json(problem));
        wire.client.start();
        QTRY_COMPARE(wire.connection().reason, u"there is no event demo"_s);
        QCOMPARE(wire.phase(), ConnectionPhase::connecting);
    }

    void serverThatGoesIsAwayAndComesBack() {
        Wire wire;
        wire.server.answer(kStatus, 200, json(tests::sampleStatus()));
        wire.client.start();
        QTRY_COMPARE(wire.phase(), ConnectionPhase::up);
        wire.server.answer(kStatus, 503, "not json");
        QTRY_COMPARE(wire.phase(), ConnectionPhase::away);
        QCOMPARE(wire.connection().reason, u"the server answered with status 503"_s);
        wire.server.answer(kStatus, 200, json(tests::sampleStatus()));
        QTRY_COMPARE(wire.phase(), ConnectionPhase::up);
    }

    void firePostsTheRequestWithTheToken() {
        Wire wire;
        QSignalSpy fired(&wire.client, &ui::ServerLink::cueFired);
        wire.server.answer(kFire, 201, json(tests::sampleCue(tests::kNow)));
        core::CueRequest request;
        request.durationMs = std::chrono::seconds(10);
        request.id = "0192f0c1-5f0e-7000-8000-000000000001";
        wire.client.fire(request);
        QTRY_COMPARE(fired.count(), 1);
        QVERIFY(wire.server.requests[0].head.contains("Bearer token-of-the-test"));
        const auto sent = core::parseJson<core::CueRequest>(wire.server.requests[0].body.toStdString());
        QCOMPARE(sent->id, request.id);
        QCOMPARE(sent->durationMs, request.durationMs);
    }

    void refusalKeepsTheServersWords() {
        Wire wire;
        QSignalSpy refused(&wire.client, &ui::ServerLink::fireRefused);
        core::Problem problem;
        problem.status = 409;
        problem.detail = "a cue runs";
        wire.server.answer(kFire, 409, json(problem));
        wire.client.fire({});
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.at(0).at(0).value<core::Problem>().detail, "a cue runs");
    }

    void closedPortIsNoAnswer() {
        Wire wire;
        wire.server.close();
        QSignalSpy refused(&wire.client, &ui::ServerLink::fireRefused);
        wire.client.fire({});
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.at(0).at(0).value<core::Problem>().status, 0u);
    }

    void answerThatIsNoCueIsUnknownOutcome() {
        Wire wire;
        QSignalSpy refused(&wire.client, &ui::ServerLink::fireRefused);
        wire.server.answer(kFire, 201, "{}");
        wire.client.fire({});
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.at(0).at(0).value<core::Problem>().status, 0u);
    }

    void redirectIsNotFollowedWithTheToken() {
        Wire wire;
        wire.server.answer(kFire, 307, {});
        QSignalSpy refused(&wire.client, &ui::ServerLink::fireRefused);
        wire.client.fire({});
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.at(0).at(0).value<core::Problem>().status, 307u);
    }

    void ledgerIsCuesAndReport() {
        Wire wire;
        QSignalSpy cues(&wire.client, &ui::ServerLink::cuesRead);
        QSignalSpy reports(&wire.client, &ui::ServerLink::reportRead);
        wire.server.answer(kCues, 200, "[" + json(tests::sampleCue(tests::kNow)) + "]");
        core::EventReport report;
        report.event = "demo";
        report.fired = 1;
        wire.server.answer(kReport, 200, json(report));
        wire.client.readLedger();
        wire.client.readLedger(); // under way already
        QTRY_COMPARE(cues.count(), 1);
        QTRY_COMPARE(reports.count(), 1);
        QCOMPARE(wire.server.requests.size(), 2);
    }

private:
    struct Wire {
        ui::Connection connection() const {
            return connections.isEmpty() ? ui::Connection{} : connections.last().at(0).value<ui::Connection>();
        }
        ConnectionPhase phase() const { return connection().phase; }

        tests::WireServer server;
        app::ServerClient client{server.url(), u"demo"_s, QByteArrayLiteral("token-of-the-test"), 10ms};
        QSignalSpy connections{&client, &ui::ServerLink::connectionChanged};
        QSignalSpy statuses{&client, &ui::ServerLink::statusRead};
    };
};

QTEST_GUILESS_MAIN(TestServerClient)
#include "test_server_client.moc"
