// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/switcher_door.h"
#include "tests/app/engine/support/sample_parts.h"

#include <QtTest>
#include <thread>

using namespace tally;

class TestSwitcherDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void mediaComesInOrderOnTheMainThread();
    void ofPicturesOnlyTheNewestOfASourceComes();
    void manyChangesComeAsOne();
    void aFailureIsSaid();
    void deliverDoesNotWaitForTheEventLoop();

private:
    std::unique_ptr<app::SwitcherDoor> m_door;
    std::vector<std::string> m_media;
    std::vector<std::string> m_pictures;
    int m_moves = 0;
    QString m_failure;
};

void TestSwitcherDoor::init() {
    m_door = std::make_unique<app::SwitcherDoor>();
    m_media.clear();
    m_pictures.clear();
    m_moves = 0;
    m_failure.clear();
    connect(m_door.get(), &app::SwitcherDoor::trackArrived, this,
            [this](const QString& track) { m_media.push_back("init " + track.toStdString()); });
    connect(m_door.get(), &app::SwitcherDoor::partArrived, this, [this](const gst::EncodedPart& part) {
        QVERIFY(QThread::currentThread() == thread());
        m_media.push_back(std::to_string(part.decodeTime / tests::kPartTicks));
    });
    connect(m_door.get(), &app::SwitcherDoor::pictureArrived, this, [this](const gst::PreviewPicture& picture) {
        m_pictures.push_back(picture.input.value_or("programme") + " " + std::to_string(picture.runningTimeNs));
    });
    connect(m_door.get(), &app::SwitcherDoor::statusMoved, this, [this] { ++m_moves; });
    connect(m_door.get(), &app::SwitcherDoor::switcherFailed, this,
            [this](const QString& reason) { m_failure = reason; });
}

void TestSwitcherDoor::mediaComesInOrderOnTheMainThread() {
    std::thread streaming([this] {
        m_door->trackStarted("v720", {}, tests::sampleInit());
        for (std::uint64_t i = 0; i < 100; ++i) {
            m_door->partEncoded(tests::samplePart(i));
        }
    });
    QTRY_COMPARE(m_media.size(), 101U);
    streaming.join();
    QCOMPARE(m_media.front(), std::string("init v720"));
    for (std::size_t i = 0; i < 100; ++i) {
        QCOMPARE(m_media[i + 1], std::to_string(i));
    }
}

void TestSwitcherDoor::ofPicturesOnlyTheNewestOfASourceComes() {
    for (std::uint64_t i = 0; i < 1000; ++i) { // while the main thread is busy
        m_door->pictureReady({"clip", i, {}});
        m_door->pictureReady({std::nullopt, i, {}});
    }
    QTRY_COMPARE(m_pictures.size(), 2U);
    QCOMPARE(m_pictures, (std::vector<std::string>{"programme 999", "clip 999"}));
}

void TestSwitcherDoor::manyChangesComeAsOne() {
    for (int i = 0; i < 1000; ++i) {
        m_door->statusChanged();
    }
    QTRY_COMPARE(m_moves, 1);
    m_door->statusChanged();
    QTRY_COMPARE(m_moves, 2);
}

void TestSwitcherDoor::aFailureIsSaid() {
    m_door->failed({core::ErrorCode::unavailable, "the encoder is gone"});
    QTRY_COMPARE(m_failure, QStringLiteral("the encoder is gone"));
}

void TestSwitcherDoor::deliverDoesNotWaitForTheEventLoop() {
    m_door->partEncoded(tests::samplePart(3));
    m_door->deliver();
    QCOMPARE(m_media, (std::vector<std::string>{"3"}));
    QCoreApplication::processEvents();
    QCOMPARE(m_media.size(), 1U);
}

QTEST_GUILESS_MAIN(TestSwitcherDoor)
#include "test_switcher_door.moc"
