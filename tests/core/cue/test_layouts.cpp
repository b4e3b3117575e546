// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cue/layouts.h"

#include <QTest>

using namespace tally::core;
using namespace std::chrono_literals;

class TestLayouts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormatHasALayout() {
        int formats = 0;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<LayoutFormat>>([&](auto enumerator) {
            ++formats;
            QVERIFY(layoutOf(enumerator.value).format == enumerator.value);
        });
        QCOMPARE(formats, 6);
    }

    // IAB Tech Lab, Ad Format Guidelines v2.0.
    void followsTheGuidelines_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("placement"); // AdCOM plcmt
        QTest::addColumn<int>("position");  // AdCOM pos
        QTest::addColumn<double>("contentArea");
        QTest::addColumn<double>("adArea");
        const auto row = [](const char* name, LayoutFormat format, int placement, int position, double content,
                            double ad) {
            QTest::newRow(name) << static_cast<int>(format) << placement << position << content << ad;
        };
        row("L", LayoutFormat::squeezebackL, 8, 16, 0.6, 1);
        row("reversed L", LayoutFormat::squeezebackReversedL, 8, 17, 0.6, 1);
        row("frame", LayoutFormat::squeezebackFrame, 8, 11, 0.6, 1);
        row("double box", LayoutFormat::doubleBox, 8, 12, 0.25, 0.25);
        row("corner", LayoutFormat::overlayCorner, 7, 10, 1, 0.25);
        row("lower third", LayoutFormat::lowerThird, 7, 5, 1, 0.3);
    }
    void followsTheGuidelines() {
        QFETCH(int, format);
        QFETCH(double, contentArea);
        QFETCH(double, adArea);
        const auto wanted = static_cast<LayoutFormat>(format);
        QTEST(static_cast<int>(adcomPlacement(wanted).plcmt), "placement");
        QTEST(static_cast<int>(adcomPlacement(wanted).pos), "position");
        const CueLayout layout = layoutOf(wanted);
        QVERIFY(std::abs(layout.content.width * layout.content.height - contentArea) < 0.001);
        QCOMPARE(layout.ads.size(), std::size_t{1});
        QVERIFY(std::abs(layout.ads[0].width * layout.ads[0].height - adArea) < 0.001);
        QVERIFY(layout.enterMs >= 1s && layout.enterMs <= 2s);
        QVERIFY(layout.leaveMs >= 1s && layout.leaveMs <= 2s);
    }

    void everyRectangleLiesInTheFrame() {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<LayoutFormat>>([&](auto enumerator) {
            const CueLayout layout = layoutOf(enumerator.value);
            for (const FrameRect& rect : {layout.content, layout.ads.front()}) {
                QVERIFY(rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0);
                QVERIFY(rect.x + rect.width <= 1 + 1e-12 && rect.y + rect.height <= 1 + 1e-12);
            }
        });
    }

    void theContentOfAnLLeavesItsCorner() {
        const FrameRect l = layoutOf(LayoutFormat::squeezebackL).content;
        QVERIFY(l.x > 0 && l.y == 0); // the ad shows on the left and below
        const FrameRect reversed = layoutOf(LayoutFormat::squeezebackReversedL).content;
        QVERIFY(reversed.x == 0 && reversed.y == 0); // on the right and below
    }
};

QTEST_GUILESS_MAIN(TestLayouts)
#include "test_layouts.moc"
