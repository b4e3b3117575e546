// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/bytes_of.h"
#include "tests/server/live/support/stage.h"

#include <fstream>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <random>

using namespace tally;
using namespace tally::server::test;
using server::live::DiskThreads;

namespace {

// Half a day in ./tally test --long, else an hour.
std::uint64_t segments() {
    return qEnvironmentVariableIsSet("TALLY_LONG") ? 12 * 3600 : 3600;
}

// A whole segment in one part, of about 500 bytes.
core::Chunk second(std::uint64_t msn) {
    auto samples = tally::test::samples(5, msn * 90'000, 18'000, 7, 60);
    samples.front().sync = true;
    const auto captured = core::CaptureTime(std::chrono::hours(500'000)) + std::chrono::seconds(msn);
    return *core::parseChunk(core::writeChunk({.sequence = 1, .captured = captured, .samples = samples}), videoInit());
}

server::live::EventSettings ofLongWindow() {
    auto settings = Stage::ofCup();
    settings.partTargetSeconds = 1;
    settings.window = std::chrono::seconds(segments());
    return settings;
}

std::size_t residentMebibytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return resident * 4096 / 1024 / 1024;
}

} // namespace

class TestLongWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anySecondOfALongWindowCanBeHad();
};

void TestLongWindow::anySecondOfALongWindowCanBeHad() {
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const std::size_t before = residentMebibytes();
    {
        DiskThreads disk;
        Stage stage(ofLongWindow(), {.folder = path, .disk = &disk});
        stage.init("v720", "a", videoInit());
        for (std::uint64_t msn = 0; msn < segments() + 600; ++msn) {
            QVERIFY(stage.stream->addChunk("v720", "a", second(msn)));
        }
        disk.stop();
    }
    QElapsedTimer timer;
    timer.start();
    DiskThreads disk;
    Stage stage(ofLongWindow(), {.folder = path, .disk = &disk});
    const qint64 opened = timer.elapsed();
    const auto answer = stage.stream->playlist("v720", {});
    const std::string playlist = *answer.playlist->plain().text;
    const qint64 rendered = timer.elapsed();
    const std::size_t packed = answer.playlist->gzip().text->size();
    qInfo("opened in %lld ms, first playlist of %zu kB in %lld ms more, packed to %zu kB in %lld ms; %zu MiB in memory",
          static_cast<long long>(opened), playlist.size() / 1024, static_cast<long long>(rendered - opened),
          packed / 1024, static_cast<long long>(timer.elapsed() - rendered), residentMebibytes() - before);
    QVERIFY(timer.elapsed() < 2000);
    QVERIFY(residentMebibytes() < before + 100);
    QVERIFY(playlist.find("#EXT-X-MEDIA-SEQUENCE:600\n") != std::string::npos);
    std::mt19937_64 random(1);
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t msn = 600 + random() % (segments() - 600);
        const auto bytes = bytesOf(stage.stream->segment("v720", msn), msn);
        QVERIFY(bytes && *bytes == second(msn).bytes);
    }
}

QTEST_GUILESS_MAIN(TestLongWindow)
#include "test_long_window.moc"
