// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/batch_rules.h"

#include <functional>
#include <QTest>

using namespace tally;
using core::MeasurementBatch;
using core::MeasurementEvent;
using namespace std::chrono_literals;

namespace {

const core::WallTime kNow = core::parseRfc3339("2026-11-24T23:30:00Z").value();

MeasurementEvent goodEvent() {
    const std::string id = "018bcfe5-6800-7abc-8def-0123456789ab";
    return {1, id, "2026-11-24", id, id, id, core::MeasurementKind::impression, 0, kNow, 100ms, {}};
}

MeasurementBatch goodBatch() {
    return {"018bcfe5-6800-7abc-8def-0123456789ab", "final", {goodEvent()}};
}

struct Fault {
    const char* detail;
    std::function<void(MeasurementEvent&)> make;
};

} // namespace

class TestBatchRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodBatchIsAccepted();
    void aFaultIsNamedByItsPath();
    void datesTwoDaysAwayAreAccepted();
    void aBatchHasOneTo256Events();
    void theSessionIsAUuid();
};

void TestBatchRules::aGoodBatchIsAccepted() {
    const auto status = server::measurement::check(goodBatch(), kNow);
    QVERIFY2(status, status ? "" : status.error().detail.c_str());
}

void TestBatchRules::aFaultIsNamedByItsPath() {
    const Fault faults[] = {
        {"events[1].sequence is not from 1 to 1000000",
         [](auto& e) {
             e.sequence = 0;
         }},
        {"events[1].sequence is not from 1 to 1000000",
         [](auto& e) {
             e.sequence = ~0ULL;
         }},
        {"events[1].cue is not a UUID",
         [](auto& e) {
             e.cue = "x\ty";
         }},
        {"events[1].cueDate is not a date as 2026-11-24",
         [](auto& e) {
             e.cueDate = "2026-11-31";
         }},
        {"events[1].cueDate is not a date as 2026-11-24",
         [](auto& e) {
             e.cueDate = "24.11.2026";
         }},
        {"events[1].cueDate is not within two days of now",
         [](auto& e) {
             e.cueDate = "2026-11-27";
         }},
        {"events[1].play is not a UUID",
         [](auto& e) {
             e.play.clear();
         }},
        {"events[1].creative is not a UUID",
         [](auto& e) {
             e.creative = "'; DROP TABLE play_events";
         }},
        {"events[1].campaign is not a UUID",
         [](auto& e) {
             e.campaign = "?";
         }},
        {"events[1].ordinal is not 0, or over 1000 for an error",
         [](auto& e) {
             e.ordinal = 1;
         }},
        {"events[1].programmeTime is not within two days of now",
         [](auto& e) {
             e.programmeTime -= 49h;
         }},
        {"events[1].watchedMs is not from 0 to 3600000",
         [](auto& e) {
             e.watchedMs = -1ms;
         }},
        {"events[1].vastError is over 999, or of no error",
         [](auto& e) {
             e.vastError = 405;
         }},
    };
    for (const Fault& fault : faults) {
        MeasurementBatch batch = goodBatch();
        batch.events.push_back(goodEvent());
        fault.make(batch.events[1]);
        const auto status = server::measurement::check(batch, kNow);
        QVERIFY2(!status, fault.detail);
        QCOMPARE(status.error().detail, std::string(fault.detail));
    }
}

void TestBatchRules::datesTwoDaysAwayAreAccepted() {
    for (const char* date : {"2026-11-22", "2026-11-26"}) {
        MeasurementBatch batch = goodBatch();
        batch.events[0].cueDate = date;
        QVERIFY2(server::measurement::check(batch, kNow), date);
    }
}

void TestBatchRules::aBatchHasOneTo256Events() {
    MeasurementBatch batch = goodBatch();
    batch.events.resize(256, goodEvent());
    QVERIFY(server::measurement::check(batch, kNow));
    batch.events.push_back(goodEvent());
    QVERIFY(!server::measurement::check(batch, kNow));
    batch.events.clear();
    QVERIFY(!server::measurement::check(batch, kNow));
}

void TestBatchRules::theSessionIsAUuid() {
    MeasurementBatch batch = goodBatch();
    batch.session = "me";
    QCOMPARE(server::measurement::check(batch, kNow).error().detail, std::string("session is not a UUID"));
}

QTEST_GUILESS_MAIN(TestBatchRules)
#include "test_batch_rules.moc"
