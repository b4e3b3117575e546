// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/ntp_time.h"
#include "core/time/wall_time.h"

#include <QTest>

using namespace tally;
using namespace std::chrono_literals;

class TestNtpTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsFrom1900() {
        QCOMPARE(core::toNtp(core::CaptureTime()), std::uint64_t{2'208'988'800} << 32);
        QCOMPARE(core::toNtp(core::CaptureTime(500ms)), std::uint64_t{2'208'988'800} << 32 | 0x80000000);
    }

    void comesBackWithinANanosecond_data() {
        QTest::addColumn<QByteArray>("time");
        QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00Z");
        QTest::newRow("now") << QByteArray("2026-11-24T09:00:00.123Z");
        QTest::newRow("last second of the era") << QByteArray("2036-02-07T06:28:15.999Z");
        QTest::newRow("first second of the next era") << QByteArray("2036-02-07T06:28:16.000Z");
        QTest::newRow("well into the next era") << QByteArray("2099-12-31T23:59:59.999Z");
    }
    void comesBackWithinANanosecond() {
        QFETCH(QByteArray, time);
        const core::WallTime wall = *core::parseRfc3339(time.toStdString());
        for (const auto offset : {0ns, 1ns, 333'333ns, 999'999ns}) {
            const core::CaptureTime moment = core::CaptureTime(wall) + offset;
            QCOMPARE(core::fromNtp(core::toNtp(moment)).time_since_epoch().count(), moment.time_since_epoch().count());
        }
    }

    void anyNumberIsATime() { // a prft from outside may hold anything
        for (const std::uint64_t ntp :
             {std::uint64_t{0}, UINT64_MAX, std::uint64_t{1} << 63, (std::uint64_t{1} << 63) - 1}) {
            QVERIFY(core::fromNtp(ntp) > core::CaptureTime(-3 * 24h * 366));
        }
    }
};

QTEST_GUILESS_MAIN(TestNtpTime)
#include "test_ntp_time.moc"
