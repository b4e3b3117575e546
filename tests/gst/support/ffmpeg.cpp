// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/ffmpeg.h"

#include <algorithm>
#include <cstring>
#include <QProcess>
#include <QTest>

namespace tally::gst::test {
namespace {

constexpr int kWidth = 16;
constexpr int kHeight = 10;

QByteArray asByteArray(const core::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

QByteArray runFfmpeg(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("ffmpeg"), QStringList{QStringLiteral("-v"), QStringLiteral("error")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool done = process.waitForFinished(60'000) && process.exitCode() == 0;
    [&] {
        QVERIFY2(done, "ffmpeg failed");
    }();
    return process.readAllStandardOutput();
}

std::vector<double> brightness(const core::Bytes& stream) {
    const QByteArray gray = runFfmpeg(
        {QStringLiteral("-i"), QStringLiteral("-"), QStringLiteral("-fps_mode"), QStringLiteral("passthrough"),
         QStringLiteral("-vf"), QStringLiteral("scale=%1:%2").arg(kWidth).arg(kHeight), QStringLiteral("-f"),
         QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"), QStringLiteral("gray"), QStringLiteral("-")},
        asByteArray(stream));
    std::vector<double> means;
    for (qsizetype at = 0; at + kWidth * kHeight <= gray.size(); at += kWidth * kHeight) {
        double sum = 0;
        for (qsizetype i = at; i < at + kWidth * kHeight; ++i) {
            sum += static_cast<unsigned char>(gray[i]);
        }
        means.push_back(sum / (kWidth * kHeight));
    }
    return means;
}

std::vector<std::int16_t> sound(const core::Bytes& stream) {
    const QByteArray raw =
        runFfmpeg({QStringLiteral("-i"), QStringLiteral("-"), QStringLiteral("-f"), QStringLiteral("s16le"),
                   QStringLiteral("-ac"), QStringLiteral("1"), QStringLiteral("-")},
                  asByteArray(stream));
    std::vector<std::int16_t> samples(static_cast<std::size_t>(raw.size()) / sizeof(std::int16_t));
    std::memcpy(samples.data(), raw.constData(), samples.size() * sizeof(std::int16_t));
    return samples;
}

void makeFlashingClip(const QString& path, int seconds) {
    const QString picture = QStringLiteral("color=black:s=640x360:r=24:d=%1,"
                                           "drawbox=c=white:t=fill:enable='lt(mod(t,1),0.125)'")
                                .arg(seconds);
    const QString beep = QStringLiteral("sine=f=1000:r=48000:d=%1,volume='lt(mod(t,1),0.125)':eval=frame,"
                                        "asetnsamples=48")
                             .arg(seconds - 0.04);
    runFfmpeg({QStringLiteral("-y"),
               QStringLiteral("-f"),
               QStringLiteral("lavfi"),
               QStringLiteral("-i"),
               picture,
               QStringLiteral("-f"),
               QStringLiteral("lavfi"),
               QStringLiteral("-i"),
               beep,
               QStringLiteral("-c:v"),
               QStringLiteral("libx264"),
               QStringLiteral("-preset"),
               QStringLiteral("ultrafast"),
               QStringLiteral("-pix_fmt"),
               QStringLiteral("yuv420p"),
               QStringLiteral("-g"),
               QStringLiteral("24"),
               QStringLiteral("-c:a"),
               QStringLiteral("aac"),
               path});
}

} // namespace tally::gst::test
