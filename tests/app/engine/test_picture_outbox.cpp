// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/picture_outbox.h"

#include <QtTest>

using namespace std::chrono_literals;
using namespace tally;
using TimePoint = app::PictureOutbox::Clock::time_point;

namespace {

constexpr TimePoint kStart{1h};

} // namespace

class TestPictureOutbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheNewestPictureOfASourceWaits();
    void theSourceThatHasWaitedLongestGoesFirst();
    void whatIsNotWishedIsNotKept();
    void theWishedRateIsKept();
    void aPauseIsNotMadeUpFor();
    void newWishesReplaceTheOld();
    void wishesOutOfRangeChangeNothing();
};

void TestPictureOutbox::onlyTheNewestPictureOfASourceWaits() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    for (int i = 0; i < 50; ++i) {
        outbox.offer("clip", QByteArray::number(i), kStart + i * 100ms);
    }
    QCOMPARE(outbox.take(), std::optional<QByteArray>("49"));
    QVERIFY(!outbox.take());
}

void TestPictureOutbox::theSourceThatHasWaitedLongestGoesFirst() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}, {std::nullopt, 10}}));
    outbox.offer("clip", "clip 1", kStart);
    outbox.offer(std::nullopt, "programme", kStart + 10ms);
    outbox.offer("clip", "clip 2", kStart + 200ms);
    QCOMPARE(outbox.take(), std::optional<QByteArray>("clip 2"));
    QCOMPARE(outbox.take(), std::optional<QByteArray>("programme"));
}

void TestPictureOutbox::whatIsNotWishedIsNotKept() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    outbox.offer("clock", "x", kStart);
    outbox.offer(std::nullopt, "x", kStart);
    QVERIFY(!outbox.take());
}

void TestPictureOutbox::theWishedRateIsKept() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    int taken = 0;
    for (int i = 0; i < 250; ++i) { // 25 a second for 10 s
        outbox.offer("clip", "x", kStart + i * 40ms);
        taken += outbox.take() ? 1 : 0;
    }
    QVERIFY2(taken >= 99 && taken <= 102, qPrintable(QString::number(taken)));
}

void TestPictureOutbox::aPauseIsNotMadeUpFor() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    outbox.offer("clip", "x", kStart);
    QVERIFY(outbox.take());
    int taken = 0;
    for (int i = 0; i < 10; ++i) {
        outbox.offer("clip", "x", kStart + 60s + i * 1ms);
        taken += outbox.take() ? 1 : 0;
    }
    QVERIFY(taken <= 2);
}

void TestPictureOutbox::newWishesReplaceTheOld() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    outbox.offer("clip", "x", kStart);
    QVERIFY(outbox.wish({{"clock", 10}}));
    QVERIFY(!outbox.take());
    outbox.offer("clip", "x", kStart + 1s);
    QVERIFY(!outbox.take());
}

void TestPictureOutbox::wishesOutOfRangeChangeNothing() {
    app::PictureOutbox outbox;
    QVERIFY(outbox.wish({{"clip", 10}}));
    QVERIFY(!outbox.wish({{"clip", 0}}));
    QVERIFY(!outbox.wish({{"clip", 31}}));
    QVERIFY(!outbox.wish(std::vector<core::PreviewWish>(257, {"clip", 1})));
    QCOMPARE(outbox.wishes().size(), 1U);
}

QTEST_GUILESS_MAIN(TestPictureOutbox)
#include "test_picture_outbox.moc"
