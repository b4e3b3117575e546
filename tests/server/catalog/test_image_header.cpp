// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/image_header.h"
#include "tests/server/support/test_images.h"

#include <QTest>

using namespace tally;
using core::ErrorCode;
using server::catalog::ImageHeader;
using server::catalog::readImageHeader;
using server::test::jpeg;
using server::test::png;

class TestImageHeader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPngSaysItsSize();
    void aJpegSaysItsSize();
    void everyTruncationIsAnError();
    void aHugeImageIsTooLarge();
    void sizesThatOverflowAreTooLarge();
    void anImageWithoutSizeIsInvalid();
    void whatIsNoImageIsRefused();
    void anImageThatIsAlsoSomethingElseIsRefused();
    void aJpegWhoseSegmentsRunAwayIsRefused();
};

void TestImageHeader::aPngSaysItsSize() {
    QCOMPARE(readImageHeader(png(1920, 1080)).value(), (ImageHeader{"image/png", 1920, 1080}));
}

void TestImageHeader::aJpegSaysItsSize() {
    QCOMPARE(readImageHeader(jpeg(1280, 720)).value(), (ImageHeader{"image/jpeg", 1280, 720}));
    QCOMPARE(readImageHeader(jpeg(640, 360, 0xC2)).value(), (ImageHeader{"image/jpeg", 640, 360})); // progressive
}

void TestImageHeader::everyTruncationIsAnError() {
    for (const std::string& file : {png(1920, 1080, "pixels"), jpeg(1280, 720)}) {
        for (std::size_t size = 0; size < file.size(); ++size) {
            QVERIFY2(!readImageHeader(std::string_view(file).substr(0, size)), std::to_string(size).c_str());
        }
    }
    QCOMPARE(readImageHeader(png(1, 1).substr(0, 40)).error().code, ErrorCode::truncated);
}

void TestImageHeader::aHugeImageIsTooLarge() {
    QCOMPARE(readImageHeader(png(30'000, 30'000)).error().code, ErrorCode::tooLarge);
    QCOMPARE(readImageHeader(jpeg(65'535, 65'535)).error().code, ErrorCode::tooLarge);
    QVERIFY(readImageHeader(png(4000, 4000)));
}

void TestImageHeader::sizesThatOverflowAreTooLarge() {
    QCOMPARE(readImageHeader(png(0x80000000U, 2)).error().code, ErrorCode::tooLarge);
    QCOMPARE(readImageHeader(png(0xFFFFFFFFU, 0xFFFFFFFFU)).error().code, ErrorCode::tooLarge);
}

void TestImageHeader::anImageWithoutSizeIsInvalid() {
    QCOMPARE(readImageHeader(png(0, 1080)).error().code, ErrorCode::invalid);
    QCOMPARE(readImageHeader(jpeg(1280, 0)).error().code, ErrorCode::invalid);
}

void TestImageHeader::whatIsNoImageIsRefused() {
    for (const char* text :
         {"", "<svg onload='alert(1)'/>", "<html><script>alert(1)</script>", "GIF89a", "RIFF....WEBP"}) {
        QCOMPARE(readImageHeader(text).error().code, ErrorCode::invalid);
    }
}

void TestImageHeader::anImageThatIsAlsoSomethingElseIsRefused() {
    QVERIFY(!readImageHeader(png(10, 10) + "<script>alert(1)</script>"));
    QVERIFY(!readImageHeader("<html>" + png(10, 10)));
    QVERIFY(!readImageHeader(jpeg(10, 10) + "PK\x03\x04"));
}

void TestImageHeader::aJpegWhoseSegmentsRunAwayIsRefused() {
    const std::string start("\xff\xd8", 2);
    const std::string end("\xff\xd9", 2);
    QVERIFY(!readImageHeader(start + std::string("\xff\xe0\0\0", 4) + end));          // a length that makes no progress
    QVERIFY(!readImageHeader(start + std::string("\xff\xe0\xff\xff", 4) + end));      // beyond the file
    QVERIFY(!readImageHeader(start + std::string(100'000, '\xff') + end));            // fillers without end
    QVERIFY(!readImageHeader(start + server::test::jpegSegment(0xDA, "scan") + end)); // no frame header
    QVERIFY(!readImageHeader(start + server::test::jpegSegment(0xC0, "\x08") + end)); // a frame header cut short
}

QTEST_GUILESS_MAIN(TestImageHeader)
#include "test_image_header.moc"
