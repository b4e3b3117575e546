// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/back_off.h"

#include <QTest>

using tally::gst::BackOff;
using namespace std::chrono_literals;

class TestBackOff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitsLongerEachTimeUpToTenSeconds() {
        BackOff backOff;
        for (const auto expected : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10'000ms, 10'000ms}) {
            QVERIFY(backOff.next() == expected);
        }
    }

    void beginsAnewAfterAReset() {
        BackOff backOff;
        backOff.next();
        backOff.next();
        backOff.reset();
        QVERIFY(backOff.next() == 500ms);
    }
};

QTEST_GUILESS_MAIN(TestBackOff)
#include "test_back_off.moc"
