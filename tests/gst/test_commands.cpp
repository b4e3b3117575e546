// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/ffmpeg.h"
#include "tests/gst/support/recorder.h"
#include "tests/gst/support/shows.h"

#include <algorithm>
#include <QTest>

using namespace tally;
using namespace tally::gst;
using namespace tally::gst::test;

namespace {

constexpr double kWhite = 200;
constexpr double kBlack = 40;

// Index of the first picture at or after `from` that satisfies `is`.
template <typename Is>
std::size_t firstThat(const std::vector<double>& light, std::size_t from, Is is) {
    const auto begin = light.begin() + static_cast<std::ptrdiff_t>(std::min(from, light.size()));
    return static_cast<std::size_t>(std::find_if(begin, light.end(), is) - light.begin());
}

bool isBlack(double light) {
    return light < kBlack;
}

} // namespace

// A white and a black test source; what was on air is read from the encoded pictures.
class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_recorder = std::make_unique<Recorder>();
        auto switcher = createSwitcher(smallProfile(), {pattern("white", "white"), pattern("black", "black")}, "white",
                                       "black", *m_recorder);
        QVERIFY2(switcher, switcher ? "" : switcher.error().detail.c_str());
        m_switcher = std::move(*switcher);
        QVERIFY(m_recorder->waitForParts("v360", 3));
    }

    void cleanup() { m_switcher.reset(); }

    void cutChangesThePictureWithinAFewFrames() {
        const std::size_t published = m_recorder->parts("v360").size() * 6;
        QVERIFY(m_switcher->cut());
        QCOMPARE(QString::fromStdString(m_switcher->status().programme), QStringLiteral("black"));
        QCOMPARE(QString::fromStdString(m_switcher->status().preview), QStringLiteral("white"));
        QVERIFY(m_recorder->waitForParts("v360", published / 6 + 6));
        const auto light = brightness(m_recorder->stream("v360"));
        const std::size_t changed = firstThat(light, 0, [](double value) { return value <= kWhite; });
        // Up to a part's frames were on their way already; a cut is hard: no picture in between.
        QVERIFY2(changed >= published && changed <= published + 6 + 8, std::to_string(changed).c_str());
        QVERIFY(isBlack(light[changed]));
    }

    void mixCompletesInItsNumberOfFrames() {
        constexpr std::uint32_t kFrames = 20;
        const std::size_t parts = m_recorder->parts("v360").size();
        QVERIFY(m_switcher->mix(kFrames));
        QVERIFY(m_switcher->cut().error().code == core::ErrorCode::conflict);
        QVERIFY(m_recorder->waitUntil([&] { return m_switcher->status().programme == "black"; }));
        QVERIFY(!m_switcher->status().transitionFrames);
        QVERIFY(m_recorder->waitForParts("v360", parts + 10));
        const auto light = brightness(m_recorder->stream("v360"));
        const std::size_t begin = firstThat(light, 0, [](double value) { return value < 233; });
        const std::size_t end = firstThat(light, begin, isBlack);
        // The last steps are darker than what counts as black here.
        QVERIFY2(end - begin >= kFrames - 5 && end - begin <= kFrames, std::to_string(end - begin).c_str());
        QVERIFY(std::is_sorted(light.begin() + static_cast<std::ptrdiff_t>(begin),
                               light.begin() + static_cast<std::ptrdiff_t>(end), std::greater<>()));
    }

    void commandsNameWhatDoesNotExist() {
        QVERIFY(m_switcher->setPreview("red").error().code == core::ErrorCode::notFound);
        QVERIFY(m_switcher->restartInput("red").error().code == core::ErrorCode::notFound);
    }

    void picturesComeOnlyWhenTheyAreWished() {
        QVERIFY(m_recorder->pictures(std::nullopt).empty());
        m_switcher->wishPictures({{std::nullopt, 30}, {"black", 10}});
        QVERIFY(m_recorder->waitUntil([&] { return m_recorder->pictures("black").size() >= 10; }));
        const std::size_t ofProgramme = m_recorder->pictures(std::nullopt).size();
        QVERIFY2(ofProgramme >= 24 && ofProgramme <= 36, std::to_string(ofProgramme).c_str());
        QVERIFY(m_recorder->pictures("white").empty());
        const core::Bytes& jpeg = *m_recorder->pictures("black").front().picture.jpeg;
        QVERIFY(jpeg.size() > 4 && jpeg[0] == std::byte{0xFF} && jpeg[1] == std::byte{0xD8});

        m_switcher->wishPictures({{"white", 10}});
        QVERIFY(m_recorder->waitUntil([&] { return m_recorder->pictures("white").size() >= 5; }));
        // At most what was in the queue when the wish went.
        QVERIFY(m_recorder->pictures("black").size() <= 13);
    }

private:
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<Switcher> m_switcher;
};

QTEST_GUILESS_MAIN(TestCommands)
#include "test_commands.moc"
