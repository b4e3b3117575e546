// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/recorder.h"
#include "tests/gst/support/shows.h"

#include <QTest>

using namespace tally;
using namespace tally::gst;
using namespace tally::gst::test;

// What cannot be a show is refused before anything runs.
class TestRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void profiles_data() {
        QTest::addColumn<std::function<void(ProgrammeProfile&)>>("spoil");
        const auto row = [](const char* name, std::function<void(ProgrammeProfile&)> spoil) {
            QTest::newRow(name) << std::move(spoil);
        };
        row("odd width", [](ProgrammeProfile& p) { p.width = 641; });
        row("no height", [](ProgrammeProfile& p) { p.height = 0; });
        row("no frame rate", [](ProgrammeProfile& p) { p.frameRate = {0, 1}; });
        row("frame rate over nothing", [](ProgrammeProfile& p) { p.frameRate = {30, 0}; });
        row("no rendition", [](ProgrammeProfile& p) { p.video.clear(); });
        row("odd rendition", [](ProgrammeProfile& p) { p.video[1].height = 181; });
        row("no bit rate", [](ProgrammeProfile& p) { p.video[0].kilobitsPerSecond = 0; });
        row("double track", [](ProgrammeProfile& p) { p.video[1].track = "v360"; });
        row("sound named as pictures", [](ProgrammeProfile& p) { p.audio.track = "v360"; });
        row("no audio bit rate", [](ProgrammeProfile& p) { p.audio.kilobitsPerSecond = 0; });
    }

    void profiles() {
        QFETCH(std::function<void(ProgrammeProfile&)>, spoil);
        ProgrammeProfile profile = smallProfile();
        spoil(profile);
        QVERIFY(codeOf(profile, {pattern("a", "ball")}, "a") == core::ErrorCode::invalid);
    }

    void inputs() {
        QVERIFY(codeOf(smallProfile(), {}, "a") == core::ErrorCode::invalid);
        QVERIFY(codeOf(smallProfile(), {pattern("a", "ball"), pattern("a", "ball")}, "a") == core::ErrorCode::invalid);
        QVERIFY(codeOf(smallProfile(), {pattern("a", "no such pattern")}, "a") == core::ErrorCode::invalid);
        QVERIFY(codeOf(smallProfile(), {clip("a", QString())}, "a") == core::ErrorCode::invalid);
        QVERIFY(codeOf(smallProfile(), {pattern("a", "ball")}, "b") == core::ErrorCode::notFound);
    }

private:
    std::optional<core::ErrorCode> codeOf(const ProgrammeProfile& profile, std::vector<InputSpec> inputs,
                                          const std::string& programme) {
        const auto switcher = createSwitcher(profile, std::move(inputs), programme, programme, m_recorder);
        return switcher ? std::nullopt : std::optional(switcher.error().code);
    }

    Recorder m_recorder;
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "test_refusals.moc"
