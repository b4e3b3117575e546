// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/track_format.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestTrackFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codecStringsAreThoseOfRfc6381() {
        QCOMPARE(core::codecString(test::videoFormat()), std::string("avc1.42c01f"));
        QCOMPARE(core::codecString(test::audioFormat()), std::string("mp4a.40.2"));
    }

    void aConfigurationThatIsTooShortHasNone() {
        core::TrackFormat video = test::videoFormat();
        video.codecConfig = test::hex("01 42 c0");
        QCOMPARE(core::codecString(video), std::string());
        core::TrackFormat audio = test::audioFormat();
        audio.codecConfig = test::hex("11");
        QCOMPARE(core::codecString(audio), std::string());
    }
};

QTEST_GUILESS_MAIN(TestTrackFormat)
#include "test_track_format.moc"
