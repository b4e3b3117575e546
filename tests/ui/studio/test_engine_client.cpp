// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/engine_client.h"
#include "core/protocol/preview_frame.h"
#include "tests/ui/fakes/sample_show.h"
#include "tests/ui/studio/wire_engine.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;
using ui::ConnectionPhase;

class TestEngineClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helloCarriesTheTokenOfTheFile() {
        Wire wire;
        wire.connectClient();
        const auto hellos = wire.engine.received<core::ControlHello>();
        QCOMPARE(hellos.size(), 1u);
        QCOMPARE(hellos[0].token, "secret");
        QCOMPARE(hellos[0].client, "studio");
        QCOMPARE(wire.phase(), ConnectionPhase::up);
        QCOMPARE(wire.states.at(0).at(0).value<core::EngineState>().programme, "clip");
    }

    void engineThatStartsLaterIsFound() {
        Wire wire;
        wire.client.start();
        QTRY_COMPARE(wire.phase(), ConnectionPhase::connecting);
        QTRY_VERIFY(wire.connection().reason.contains(u"control.json"_s));
        wire.engine.listen();
        QTRY_VERIFY(!wire.engine.received<core::ControlHello>().empty());
    }

    void replyEndsItsCommand() {
        Wire wire;
        wire.connectClient();
        core::Status answer;
        int answers = 0;
        wire.client.cut([&](const core::Status& status) {
            answer = status;
            ++answers;
        });
        QTRY_COMPARE(wire.engine.received<core::Cut>().size(), 1u);
        const std::uint64_t id = wire.engine.received<core::Cut>()[0].id;
        wire.engine.say(core::ControlReply{id, false, "a mix is running"});
        QTRY_COMPARE(answers, 1);
        QCOMPARE(answer.error().detail, "a mix is running");
        wire.engine.say(core::ControlReply{id, true, {}}); // a second answer is nobody's
        wire.engine.say(core::ControlState{tests::sampleState()});
        QTRY_COMPARE(wire.states.count(), 2);
        QCOMPARE(answers, 1);
    }

    void lostEngineAnswersWhatWasUnderWay() {
        Wire wire;
        wire.connectClient();
        core::Status answer;
        wire.client.mix([&](const core::Status& status) { answer = status; });
        QTRY_COMPARE(wire.engine.received<core::Auto>().size(), 1u);
        wire.engine.vanish();
        QTRY_VERIFY(!answer);
        QCOMPARE(answer.error().code, core::ErrorCode::closed);
        QCOMPARE(wire.phase(), ConnectionPhase::away);
    }

    void commandWithoutAConnectionIsAnsweredAtOnce() {
        Wire wire;
        core::Status answer;
        wire.client.setPreview(u"clip"_s, [&](const core::Status& status) { answer = status; });
        QCOMPARE(answer.error().code, core::ErrorCode::closed);
    }

    void restartedEngineIsFoundOnItsNewPortAndToldTheWishes() {
        Wire wire;
        wire.connectClient();
        wire.client.wishPictures({{std::nullopt, 25}});
        QTRY_VERIFY(!wire.engine.received<core::SubscribePreviews>().empty());
        wire.engine.vanish();
        QTRY_COMPARE(wire.phase(), ConnectionPhase::away);
        wire.engine.listen();
        QTRY_COMPARE(wire.engine.received<core::ControlHello>().size(), 2u);
        wire.engine.say(welcome());
        QTRY_COMPARE(wire.phase(), ConnectionPhase::up);
        QTRY_COMPARE(wire.engine.received<core::SubscribePreviews>().back().wishes.size(), 1u);
    }

    void refusedStudioSaysWhy() {
        Wire wire;
        wire.engine.listen();
        wire.client.start();
        QTRY_VERIFY(!wire.engine.received<core::ControlHello>().empty());
        wire.engine.say(core::ControlRefused{"the protocol is 2"});
        QTRY_COMPARE(wire.connection().reason, u"the protocol is 2"_s);
    }

    void picturesComeWithTheirSource() {
        Wire wire;
        wire.connectClient();
        QList<std::optional<std::uint16_t>> sources;
        connect(&wire.client, &ui::EngineLink::pictureArrived, this,
                [&](std::optional<std::uint16_t> input, const QByteArray& jpeg) {
                    QCOMPARE(jpeg, QByteArrayLiteral("jpeg"));
                    sources << input;
                });
        wire.engine.sendPicture(pictureMessage(2));
        wire.engine.sendPicture(QByteArrayLiteral("\x07 no picture"));
        wire.engine.sendPicture(pictureMessage({}));
        QTRY_COMPARE(sources.size(), 2);
        QCOMPARE(sources[0], std::optional<std::uint16_t>(2));
        QCOMPARE(sources[1], std::optional<std::uint16_t>());
    }

private:
    static core::ControlWelcome welcome() { return {core::kControlProtocol, "test", tests::sampleState()}; }

    static QByteArray pictureMessage(std::optional<std::uint16_t> input) {
        const QByteArray jpeg = QByteArrayLiteral("jpeg");
        const auto bytes = core::encodePreviewFrame({input, 1}, std::as_bytes(std::span(jpeg.constData(), 4)));
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }

    struct Wire {
        void connectClient() {
            engine.listen();
            client.start();
            QTRY_VERIFY(!engine.received<core::ControlHello>().empty());
            engine.say(welcome());
            QTRY_COMPARE(phase(), ConnectionPhase::up);
        }
        ui::Connection connection() const {
            return connections.isEmpty() ? ui::Connection{} : connections.last().at(0).value<ui::Connection>();
        }
        ConnectionPhase phase() const { return connection().phase; }

        QTemporaryDir folder;
        tests::WireEngine engine{folder.filePath(u"control.json"_s)};
        app::EngineClient client{folder.filePath(u"control.json"_s)};
        QSignalSpy connections{&client, &ui::EngineLink::connectionChanged};
        QSignalSpy states{&client, &ui::EngineLink::stateChanged};
    };
};

QTEST_GUILESS_MAIN(TestEngineClient)
#include "test_engine_client.moc"
