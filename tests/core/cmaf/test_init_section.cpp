// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"
#include "core/cmaf/reader.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"

#include <algorithm>
#include <QTest>

using namespace tally;
using core::Bytes;
using core::ErrorCode;

namespace {

// Replaces the first box name in place: the cheapest way to a section that lacks something.
Bytes renamed(Bytes bytes, std::string_view from, std::string_view to) {
    const auto same = [](std::byte byte, char character) {
        return byte == static_cast<std::byte>(character);
    };
    const auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end(), same);
    std::transform(to.begin(), to.end(), at, [](char character) { return static_cast<std::byte>(character); });
    return bytes;
}

} // namespace

class TestInitSection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void videoComesBackAsItWasWritten() {
        const auto init = core::parseInitSection(core::writeInitSection(test::videoFormat()));
        QVERIFY2(init, test::detailOf(init));
        QCOMPARE(init->format, test::videoFormat());
        QCOMPARE(core::codecString(init->format), std::string("avc1.42c01f"));
        QCOMPARE(init->bytes, core::writeInitSection(test::videoFormat()));
    }

    void audioComesBackAsItWasWritten() {
        const auto init = core::parseInitSection(core::writeInitSection(test::audioFormat()));
        QVERIFY2(init, test::detailOf(init));
        QCOMPARE(init->format, test::audioFormat());
        QCOMPARE(core::codecString(init->format), std::string("mp4a.40.2"));
    }

    void everyTruncationNeedsMore() { // HOSTILE H3
        for (const core::TrackFormat& format : {test::videoFormat(), test::audioFormat()}) {
            const Bytes bytes = core::writeInitSection(format);
            for (std::size_t length = 0; length < bytes.size(); ++length) {
                const auto init = core::parseInitSection(core::ByteView(bytes).first(length));
                QVERIFY(!init);
                QCOMPARE(init.error().code, ErrorCode::truncated);
            }
        }
    }

    void namesWhatIsMissing_data() {
        QTest::addColumn<QByteArray>("box");
        for (const char* const box : {"mdia", "mdhd", "minf", "stbl", "stsd", "avcC", "mvex", "trex"}) {
            QTest::newRow(box) << QByteArray(box);
        }
    }
    void namesWhatIsMissing() {
        QFETCH(QByteArray, box);
        const Bytes without = renamed(core::writeInitSection(test::videoFormat()), box.toStdString(), "free");
        const auto init = core::parseInitSection(without);
        QVERIFY(!init);
        QCOMPARE(init.error(), (core::Error{ErrorCode::invalid, "box '" + box.toStdString() + "' is missing"}));
    }

    void refusesWhatIsNotOneTrack() {
        const Bytes none = renamed(core::writeInitSection(test::videoFormat()), "trak", "free");
        QCOMPARE(core::parseInitSection(none).error().detail, std::string("the init section has no track"));
        const Bytes one = core::writeInitSection(test::videoFormat());
        const Bytes moov(core::requireBox(one, {"moov"})->body.begin(), core::requireBox(one, {"moov"})->body.end());
        const auto two = core::parseInitSection(test::box("moov", test::joined({moov, moov})));
        QCOMPARE(two.error().code, ErrorCode::invalid);
        QVERIFY(two.error().detail.find("several tracks") != std::string::npos);
    }

    void saysWhichCodecsAreCarried() {
        const auto init = core::parseInitSection(renamed(core::writeInitSection(test::videoFormat()), "avc1", "hvc1"));
        QCOMPARE(init.error(),
                 (core::Error{ErrorCode::unsupported, "codec 'hvc1' is not carried; send H.264 (avc1) or AAC (mp4a)"}));
    }

    void refusesAnImpossibleFormat_data() {
        QTest::addColumn<int>("row");
        QTest::newRow("no width") << 0;
        QTest::newRow("no time scale") << 1;
        QTest::newRow("avcC too short") << 2;
        QTest::newRow("avcC of another version") << 3;
        QTest::newRow("reserved AAC rate 13 (H7)") << 4;
    }
    void refusesAnImpossibleFormat() {
        QFETCH(int, row);
        core::TrackFormat format = row == 4 ? test::audioFormat() : test::videoFormat();
        format.width = row == 0 ? 0 : format.width;
        format.timescale = row == 1 ? 0 : format.timescale;
        format.codecConfig = row == 2   ? test::hex("01 42 c0")
                             : row == 3 ? test::hex("02 42 c0 1f ff e0 00")
                             : row == 4 ? test::hex("16 90")
                                        : format.codecConfig;
        const auto init = core::parseInitSection(core::writeInitSection(format));
        QVERIFY(!init);
        QCOMPARE(init.error().code, ErrorCode::invalid);
    }
};

QTEST_GUILESS_MAIN(TestInitSection)
#include "test_init_section.moc"
