// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/sample_show.h"
#include "ui/pictures/newest_slot.h"
#include "ui/pictures/picture_decoder.h"

#include <QTest>

using namespace tally;

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slotKeepsOnlyTheNewest() {
        ui::NewestSlot<int> slot;
        QVERIFY(slot.isEmpty());
        slot.put(1);
        slot.put(2);
        QCOMPARE(slot.take(), std::optional(2));
        QCOMPARE(slot.take(), std::optional<int>());
    }

    void lastSubmittedPictureIsTheOneThatStays() {
        ui::PictureDecoder decoder;
        const ui::PictureSource source{3};
        for (int shade = 0; shade <= 200; ++shade) {
            decoder.submit(source, tests::sampleJpeg(qRgb(shade, shade, shade)));
        }
        QTRY_VERIFY(qAbs(qGray(pixel(decoder, source)) - 200) <= 3);
        QVERIFY2(decoder.newest(source).number <= 201, "no picture is decoded twice");
    }

    void sourcesDoNotMix() {
        ui::PictureDecoder decoder;
        decoder.submit({}, tests::sampleJpeg(qRgb(250, 0, 0)));
        decoder.submit({0}, tests::sampleJpeg(qRgb(0, 250, 0)));
        QTRY_COMPARE(decoder.newest({}).number, 1u);
        QTRY_COMPARE(decoder.newest({0}).number, 1u);
        QVERIFY(qRed(pixel(decoder, {})) > 200);
        QVERIFY(qGreen(pixel(decoder, {0})) > 200);
    }

    void unreadableJpegLeavesTheLastPicture() {
        ui::PictureDecoder decoder;
        decoder.submit({}, tests::sampleJpeg(qRgb(250, 0, 0)));
        QTRY_COMPARE(decoder.newest({}).number, 1u);
        decoder.submit({}, QByteArrayLiteral("\xFF\xD8 not a picture"));
        decoder.submit({1}, tests::sampleJpeg(qRgb(0, 0, 250))); // decoded after it: sources go in order
        QTRY_COMPARE(decoder.newest({1}).number, 1u);
        QCOMPARE(decoder.newest({}).number, 1u);
    }

    void clearForgetsEverySource() {
        ui::PictureDecoder decoder;
        decoder.submit({}, tests::sampleJpeg(qRgb(1, 2, 3)));
        QTRY_COMPARE(decoder.newest({}).number, 1u);
        decoder.clear();
        QVERIFY(decoder.newest({}).image.isNull());
    }

private:
    static QRgb pixel(const ui::PictureDecoder& decoder, ui::PictureSource source) {
        const QImage image = decoder.newest(source).image;
        return image.isNull() ? qRgb(0, 0, 0) : image.pixel(5, 5);
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "test_pictures.moc"
