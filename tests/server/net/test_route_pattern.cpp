// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/route_pattern.h"

#include <QTest>

using tally::server::net::RoutePattern;

class TestRoutePattern : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTakeTheirPartOfASegment();
    void aPathOfAnotherShapeIsNoMatch_data();
    void aPathOfAnotherShapeIsNoMatch();
};

void TestRoutePattern::namesTakeTheirPartOfASegment() {
    const RoutePattern pattern("/live/{event}/{track}/{msn}.{part}.m4s");
    const auto values = pattern.match("/live/cup/v720/12.3.m4s");
    QVERIFY(values.has_value());
    const RoutePattern::Values expected{{"event", "cup"}, {"track", "v720"}, {"msn", "12"}, {"part", "3"}};
    QVERIFY(*values == expected);
}

void TestRoutePattern::aPathOfAnotherShapeIsNoMatch_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("shorter") << QByteArray("/live/{event}/main.m3u8") << QByteArray("/live/cup");
    QTest::newRow("longer") << QByteArray("/live/{event}") << QByteArray("/live/cup/more");
    QTest::newRow("an empty name") << QByteArray("/live/{event}/main.m3u8") << QByteArray("/live//main.m3u8");
    QTest::newRow("another ending") << QByteArray("/{msn}.m4s") << QByteArray("/12.mp4");
    QTest::newRow("nothing") << QByteArray("/healthz") << QByteArray("");
}

void TestRoutePattern::aPathOfAnotherShapeIsNoMatch() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QVERIFY(!RoutePattern(pattern.toStdString()).match(path.toStdString()));
}

QTEST_GUILESS_MAIN(TestRoutePattern)
#include "test_route_pattern.moc"
