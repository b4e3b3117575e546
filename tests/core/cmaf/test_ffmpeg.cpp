// SPDX-License-Identifier: GPL-3.0-or-later
// CMAF of ours and of ffmpeg, each read by the other.
#include "core/cmaf/box.h"
#include "core/cmaf/reader.h"
#include "tests/core/support/print.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using core::Bytes;

namespace {

const QStringList kVideo{QStringLiteral("-f"),       QStringLiteral("lavfi"),
                         QStringLiteral("-i"),       QStringLiteral("testsrc=s=320x180:r=30"),
                         QStringLiteral("-t"),       QStringLiteral("2"),
                         QStringLiteral("-c:v"),     QStringLiteral("libx264"),
                         QStringLiteral("-preset"),  QStringLiteral("ultrafast"),
                         QStringLiteral("-tune"),    QStringLiteral("zerolatency"),
                         QStringLiteral("-g"),       QStringLiteral("30"),
                         QStringLiteral("-bf"),      QStringLiteral("0"),
                         QStringLiteral("-pix_fmt"), QStringLiteral("yuv420p")};
const QStringList kAudio{QStringLiteral("-f"),           QStringLiteral("lavfi"), QStringLiteral("-i"),
                         QStringLiteral("sine=r=48000"), QStringLiteral("-t"),    QStringLiteral("2"),
                         QStringLiteral("-ac"),          QStringLiteral("2"),     QStringLiteral("-c:a"),
                         QStringLiteral("aac")};

struct Run {
    QByteArray output;
    QByteArray complaints; // standard error
    bool ok = false;
};

Run run(const QString& program, const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(program, QStringList{QStringLiteral("-v"), QStringLiteral("warning")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    Run run;
    run.ok = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    run.output = process.readAllStandardOutput();
    run.complaints = process.readAllStandardError();
    return run;
}

// A recording of ffmpeg's into a file, which its muxer may seek in. Empty when it failed.
Bytes record(const QStringList& source, const QString& movflags, const QString& fragment = QStringLiteral("200000")) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.mp4"));
    const Run made = run(QStringLiteral("ffmpeg"),
                         source + QStringList{QStringLiteral("-movflags"), movflags, QStringLiteral("-frag_duration"),
                                              fragment, QStringLiteral("-f"), QStringLiteral("mp4"), path});
    QFile file(path);
    if (!made.ok || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray all = file.readAll();
    const auto bytes = std::as_bytes(std::span(all.data(), static_cast<std::size_t>(all.size())));
    return {bytes.begin(), bytes.end()};
}

struct Recording {
    core::InitSection init;
    std::vector<core::Chunk> chunks;
    std::string error;
};

Recording read(const Bytes& bytes) {
    Recording recording;
    core::CmafReader reader;
    reader.push(bytes);
    for (;;) {
        auto item = reader.next();
        if (!item || !*item) {
            recording.error = item ? "" : item.error().detail;
            return recording;
        }
        if (auto* chunk = std::get_if<core::Chunk>(&**item)) {
            recording.chunks.push_back(std::move(*chunk));
        } else {
            recording.init = std::get<core::InitSection>(**item);
        }
    }
}

// The samples of a recording with a fragment a sample.
std::vector<core::Sample> samplesOf(const Recording& recording) {
    std::vector<core::Sample> samples;
    for (const core::Chunk& chunk : recording.chunks) {
        const core::ByteView data = core::requireBox(chunk.bytes, {"mdat"})->body;
        samples.push_back({.data = Bytes(data.begin(), data.end()),
                           .decodeTime = chunk.decodeTime,
                           .duration = static_cast<std::uint32_t>(chunk.duration),
                           .sync = chunk.startsWithSync});
    }
    return samples;
}

// Our own file of these samples, `perChunk` to a chunk.
QByteArray written(const core::TrackFormat& format, const std::vector<core::Sample>& samples, std::size_t perChunk) {
    Bytes file = core::writeInitSection(format);
    std::uint32_t sequence = 0;
    for (std::size_t at = 0; at < samples.size(); at += perChunk) {
        const auto part = std::span(samples).subspan(at, std::min(perChunk, samples.size() - at));
        const Bytes chunk = core::writeChunk({.sequence = ++sequence, .captured = {}, .samples = part});
        file.insert(file.end(), chunk.begin(), chunk.end());
    }
    return {reinterpret_cast<const char*>(file.data()), static_cast<qsizetype>(file.size())};
}

QStringList probeArguments() {
    return {QStringLiteral("-count_packets"),
            QStringLiteral("-show_entries"),
            QStringLiteral("stream=codec_name,width,height,sample_rate,channels,nb_read_packets"),
            QStringLiteral("-of"),
            QStringLiteral("csv=p=0"),
            QStringLiteral("-")};
}

} // namespace

class TestFfmpeg : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        for (const QString& program : {QStringLiteral("ffmpeg"), QStringLiteral("ffprobe")}) {
            if (QStandardPaths::findExecutable(program).isEmpty()) {
                QSKIP(qPrintable(program + QStringLiteral(" is not installed; ./tally setup installs it")));
            }
        }
    }

    void readsWhatFfmpegWrites_data() {
        QTest::addColumn<QString>("movflags");
        QTest::newRow("cmaf") << QStringLiteral("+cmaf");
        QTest::newRow("cmaf, as the README feeds it")
            << QStringLiteral("+cmaf+delay_moov+default_base_moof+frag_custom");
        QTest::newRow("dash: a sidx before each moof") << QStringLiteral("+dash+frag_custom");
        QTest::newRow("absolute offsets") << QStringLiteral("+frag_keyframe+empty_moov");
    }
    void readsWhatFfmpegWrites() {
        QFETCH(QString, movflags);
        const Bytes bytes = record(kVideo, movflags);
        QVERIFY(!bytes.empty());
        const Recording recording = read(bytes);
        QCOMPARE(recording.error, std::string());
        QCOMPARE(recording.init.format.width, 320U);
        QCOMPARE(core::codecString(recording.init.format).substr(0, 5), std::string("avc1."));
        std::uint64_t expected = 0;
        std::uint32_t samples = 0;
        for (const core::Chunk& chunk : recording.chunks) {
            QCOMPARE(chunk.decodeTime, expected);
            expected += chunk.duration;
            samples += chunk.samples;
        }
        QCOMPARE(samples, 60U);
        QCOMPARE(expected, std::uint64_t{2} * recording.init.format.timescale);
        QVERIFY(recording.chunks.size() >= 2);
        QVERIFY(recording.chunks.front().startsWithSync);
    }

    void readsAudioOfFfmpeg() {
        const Recording recording = read(record(kAudio, QStringLiteral("+cmaf+delay_moov+default_base_moof")));
        QCOMPARE(recording.error, std::string());
        QCOMPARE(recording.init.format.sampleRate, 48000U);
        QCOMPARE(recording.init.format.channels, 2U);
        QCOMPARE(core::codecString(recording.init.format), std::string("mp4a.40.2"));
        QVERIFY(recording.chunks.size() >= 9);
    }

    void everyTruncationOfARealFragmentNeedsMore() { // HOSTILE H3
        const Bytes bytes = record(kVideo, QStringLiteral("+cmaf"));
        const Recording whole = read(bytes);
        QVERIFY(!whole.chunks.empty());
        const Bytes& fragment = whole.chunks.front().bytes;
        for (std::size_t length = 0; length < fragment.size(); ++length) {
            const auto chunk = core::parseChunk(core::ByteView(fragment).first(length), whole.init);
            QVERIFY(!chunk);
            QCOMPARE(chunk.error().code, core::ErrorCode::truncated);
        }
        for (std::size_t length = 0; length < whole.init.bytes.size(); ++length) {
            const auto init = core::parseInitSection(core::ByteView(whole.init.bytes).first(length));
            QCOMPARE(init.error().code, core::ErrorCode::truncated);
        }
    }

    void ffmpegReadsVideoOfOurs() {
        const Recording recording = read(record(kVideo, QStringLiteral("+cmaf+frag_every_frame"), QStringLiteral("1")));
        const auto samples = samplesOf(recording);
        QCOMPARE(samples.size(), std::size_t{60});
        const QByteArray file = written(recording.init.format, samples, 6);
        const Run probed = run(QStringLiteral("ffprobe"), probeArguments(), file);
        QCOMPARE(probed.output.trimmed(), QByteArray("h264,320,180,60"));
        QCOMPARE(probed.complaints, QByteArray());
        decodesWithoutAComplaint(file);
    }

    void ffmpegReadsAudioOfOurs() {
        const Recording recording = read(record(kAudio, QStringLiteral("+cmaf+frag_every_frame"), QStringLiteral("1")));
        const auto samples = samplesOf(recording);
        QVERIFY(samples.size() > 90);
        const QByteArray file = written(recording.init.format, samples, 9);
        const Run probed = run(QStringLiteral("ffprobe"), probeArguments(), file);
        QCOMPARE(probed.output.trimmed(), "aac,48000,2," + QByteArray::number(static_cast<int>(samples.size())));
        QCOMPARE(probed.complaints, QByteArray());
        decodesWithoutAComplaint(file);
    }

private:
    static void decodesWithoutAComplaint(const QByteArray& file) {
        const Run decoded = run(QStringLiteral("ffmpeg"),
                                {QStringLiteral("-i"), QStringLiteral("-"), QStringLiteral("-f"),
                                 QStringLiteral("null"), QStringLiteral("-")},
                                file);
        QVERIFY(decoded.ok);
        QCOMPARE(decoded.complaints, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestFfmpeg)
#include "test_ffmpeg.moc"
