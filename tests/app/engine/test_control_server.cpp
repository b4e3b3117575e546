// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/control_server.h"
#include "tests/app/engine/support/control_probe.h"

#include <QTcpSocket>
#include <QtTest>

using namespace tally;
using tests::ControlProbe;

class TestControlServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFileSaysWhereAndIsForItsOwnerAlone();
    void theFileGoesWithTheEngine();
    void aPortThatIsTakenIsSaid();
    void everyStartHasAnotherToken();
    void helloIsAnsweredWithTheState();
    void whoDoesNotBelongHereIsRefused_data();
    void whoDoesNotBelongHereIsRefused();
    void withoutHelloNothingIsTold();
    void aTooLargeMessageEndsTheConnection();
    void aCommandIsCarriedOutAndAnswered();
    void aCommandThatFailsIsAnsweredInWords();
    void aCommandWithoutAnIdIsRefused();
    void manyChangesAreToldAsOne();
    void theStateComesEverySecond();
    void wishesOfAllClientsAreUnited();
    void wishesOutOfRangeAreNotTaken();
    void aPictureGoesToWhoWishedIt();
    void aClientThatDoesNotReadCostsNoMemoryAndDisturbsNobody();
    void aFloodOfCommandsIsAnswered();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("control.json")); }
    std::unique_ptr<ControlProbe> makeClient();
    std::unique_ptr<ControlProbe> makeGreetedClient();
    void subscribe(ControlProbe& client, std::vector<core::PreviewWish> wishes);
    void offer(std::optional<std::string> input, std::optional<std::uint16_t> index, std::size_t bytes, int value);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::ControlServer> m_server;
    std::vector<std::string> m_commands;
    core::Status m_answer;
    std::size_t m_statesMade = 0;
    std::vector<gst::PictureWish> m_wishes;
};

void TestControlServer::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_commands.clear();
    m_answer = {};
    m_statesMade = 0;
    m_wishes.clear();
    m_server = std::make_unique<app::ControlServer>(
        [this] {
            core::EngineState state;
            state.revision = ++m_statesMade;
            state.programme = "clip";
            return state;
        },
        [this](const core::IncomingMessage& message) {
            m_commands.emplace_back(message.type());
            return m_answer;
        });
    connect(m_server.get(), &app::ControlServer::wishesChanged, this,
            [this](std::vector<gst::PictureWish> wishes) { m_wishes = std::move(wishes); });
    QVERIFY(m_server->listen(0, file().toStdString()));
}

void TestControlServer::cleanup() {
    m_server.reset();
}

std::unique_ptr<ControlProbe> TestControlServer::makeClient() {
    auto client = std::make_unique<ControlProbe>(ControlProbe::addressIn(file()));
    [&] {
        QTRY_VERIFY(client->isOpen());
    }();
    return client;
}

std::unique_ptr<ControlProbe> TestControlServer::makeGreetedClient() {
    auto client = makeClient();
    client->sayHello();
    [&] {
        QTRY_COMPARE(client->heard<core::ControlWelcome>().size(), 1U);
    }();
    return client;
}

void TestControlServer::subscribe(ControlProbe& client, std::vector<core::PreviewWish> wishes) {
    const std::size_t before = client.heard<core::ControlReply>().size();
    client.say(core::SubscribePreviews{1, std::move(wishes)});
    QTRY_COMPARE(client.heard<core::ControlReply>().size(), before + 1);
}

void TestControlServer::offer(std::optional<std::string> input, std::optional<std::uint16_t> index, std::size_t bytes,
                              int value) {
    const auto jpeg = std::make_shared<core::Bytes>(bytes, static_cast<std::byte>(value));
    m_server->offerPicture({std::move(input), 1'000'000'000, jpeg}, index);
}

void TestControlServer::theFileSaysWhereAndIsForItsOwnerAlone() {
    const core::ControlAddress address = ControlProbe::addressIn(file());
    QVERIFY(address.url.starts_with("ws://127.0.0.1:"));
    QCOMPARE(address.token.size(), 43U); // 256 bits, base64url
    QCOMPARE(address.pid, QCoreApplication::applicationPid());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(file()) & others));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestControlServer::theFileGoesWithTheEngine() {
    auto client = makeGreetedClient();
    m_server.reset();
    QVERIFY(!QFile::exists(file()));
    QTRY_VERIFY(client->isClosed());
}

void TestControlServer::aPortThatIsTakenIsSaid() {
    const int port = QUrl(QString::fromStdString(ControlProbe::addressIn(file()).url)).port();
    app::ControlServer second([] { return core::EngineState(); }, [](const auto&) { return core::Status(); });
    const core::Status listening =
        second.listen(static_cast<std::uint16_t>(port), m_folder->filePath(QStringLiteral("b.json")).toStdString());
    QVERIFY(!listening);
    QVERIFY(listening.error().code == core::ErrorCode::unavailable);
    QVERIFY(listening.error().detail.find(std::to_string(port)) != std::string::npos);
}

void TestControlServer::everyStartHasAnotherToken() {
    const std::string first = ControlProbe::addressIn(file()).token;
    init();
    QVERIFY(ControlProbe::addressIn(file()).token != first);
}

void TestControlServer::helloIsAnsweredWithTheState() {
    const auto client = makeGreetedClient();
    const core::ControlWelcome welcome = client->heard<core::ControlWelcome>().front();
    QCOMPARE(welcome.protocol, core::kControlProtocol);
    QCOMPARE(welcome.version, std::string(TALLY_VERSION));
    QCOMPARE(welcome.state.programme, std::string("clip"));
}

void TestControlServer::whoDoesNotBelongHereIsRefused_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("detail");
    QTest::newRow("wrong token") << QByteArray(R"({"type": "hello", "protocol": 1, "token": "x", "client": "a"})")
                                 << QByteArray("the token is not this engine's");
    QTest::newRow("no token") << QByteArray(R"({"type": "hello", "protocol": 1, "token": "", "client": "a"})")
                              << QByteArray("the token is not this engine's");
    QTest::newRow("other protocol") << QByteArray(R"({"type": "hello", "protocol": 2, "token": "x", "client": "a"})")
                                    << QByteArray("this engine speaks protocol 1");
    QTest::newRow("command first") << QByteArray(R"({"type": "cut", "id": 1})") << QByteArray("say hello first");
    QTest::newRow("half a hello") << QByteArray(R"({"type": "hello", "protocol": 1})")
                                  << QByteArray("token is missing");
    QTest::newRow("no JSON") << QByteArray("cut") << QByteArray("not JSON");
    QTest::newRow("no object") << QByteArray("[]") << QByteArray("a message is a JSON object");
}

void TestControlServer::whoDoesNotBelongHereIsRefused() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, detail);
    const auto client = makeClient();
    client->socket.sendTextMessage(QString::fromUtf8(message));
    client->socket.sendTextMessage(QStringLiteral(R"({"type": "cut", "id": 2})")); // is not even looked at
    QTRY_VERIFY(client->isClosed());
    const auto refused = client->heard<core::ControlRefused>();
    QCOMPARE(refused.size(), 1U);
    QVERIFY2(refused.front().detail.starts_with(detail.toStdString()), refused.front().detail.c_str());
    QVERIFY(m_commands.empty());
}

void TestControlServer::withoutHelloNothingIsTold() {
    const auto silent = makeClient();
    const auto client = makeGreetedClient();
    m_server->noteChange();
    QTRY_VERIFY(!client->heard<core::ControlState>().empty());
    QVERIFY(silent->heard<core::ControlState>().empty());
    QTRY_VERIFY_WITH_TIMEOUT(silent->isClosed(), 8000);
    QCOMPARE(silent->heard<core::ControlRefused>().size(), 1U);
}

void TestControlServer::aTooLargeMessageEndsTheConnection() {
    const auto client = makeGreetedClient();
    client->socket.sendTextMessage(QStringLiteral("{\"type\": \"cut\", \"id\": 1, \"x\": \"") +
                                   QString(70'000, QLatin1Char('x')) + QStringLiteral("\"}"));
    QTRY_VERIFY(client->isClosed());
    QVERIFY(m_commands.empty());
}

void TestControlServer::aCommandIsCarriedOutAndAnswered() {
    const auto client = makeGreetedClient();
    client->say(core::Cut{17});
    QTRY_COMPARE(client->heard<core::ControlReply>().size(), 1U);
    const core::ControlReply reply = client->heard<core::ControlReply>().front();
    QCOMPARE(reply.id, 17U);
    QVERIFY(reply.ok);
    QVERIFY(!reply.error);
    QCOMPARE(m_commands, (std::vector<std::string>{"cut"}));
    QTRY_VERIFY(!client->heard<core::ControlState>().empty());
}

void TestControlServer::aCommandThatFailsIsAnsweredInWords() {
    m_answer = core::fail(core::ErrorCode::conflict, "a mix is running");
    const auto client = makeGreetedClient();
    client->say(core::Auto{18, {}});
    QTRY_COMPARE(client->heard<core::ControlReply>().size(), 1U);
    const core::ControlReply reply = client->heard<core::ControlReply>().front();
    QCOMPARE(reply.id, 18U);
    QVERIFY(!reply.ok);
    QCOMPARE(reply.error, std::optional<std::string>("a mix is running"));
}

void TestControlServer::aCommandWithoutAnIdIsRefused() {
    const auto client = makeGreetedClient();
    client->socket.sendTextMessage(QStringLiteral(R"({"type": "cut"})"));
    QTRY_VERIFY(client->isClosed());
    QCOMPARE(client->heard<core::ControlRefused>().front().detail, std::string("id is missing"));
    QVERIFY(m_commands.empty());
}

void TestControlServer::manyChangesAreToldAsOne() {
    const auto client = makeGreetedClient();
    const std::size_t before = m_statesMade;
    for (int i = 0; i < 1000; ++i) {
        m_server->noteChange();
    }
    QTRY_VERIFY(m_statesMade > before);
    QVERIFY(m_statesMade <= before + 2); // the second's own state may fall in between
}

void TestControlServer::theStateComesEverySecond() {
    const auto first = makeGreetedClient();
    const auto second = makeGreetedClient();
    QTRY_VERIFY(first->heard<core::ControlState>().size() >= 2 && second->heard<core::ControlState>().size() >= 2);
    QCOMPARE(first->heard<core::ControlState>().front().state.programme, std::string("clip"));
}

void TestControlServer::wishesOfAllClientsAreUnited() {
    const auto first = makeGreetedClient();
    auto second = makeGreetedClient();
    subscribe(*first, {{std::nullopt, 25}, {"clip", 5}});
    subscribe(*second, {{"clip", 10}, {"clock", 5}});
    QCOMPARE(m_wishes.size(), 3U);
    const auto rateOf = [&](std::optional<std::string> input) {
        const auto wish = std::find_if(m_wishes.begin(), m_wishes.end(),
                                       [&](const gst::PictureWish& each) { return each.input == input; });
        return wish != m_wishes.end() ? wish->framesPerSecond : 0;
    };
    QCOMPARE(rateOf(std::nullopt), 25U);
    QCOMPARE(rateOf("clip"), 10U);
    QCOMPARE(rateOf("clock"), 5U);
    second.reset();
    QTRY_COMPARE(m_wishes.size(), 2U);
    QCOMPARE(rateOf("clip"), 5U);
}

void TestControlServer::wishesOutOfRangeAreNotTaken() {
    const auto client = makeGreetedClient();
    subscribe(*client, {{std::nullopt, 31}});
    QVERIFY(!client->heard<core::ControlReply>().back().ok);
    QVERIFY(m_wishes.empty());
}

void TestControlServer::aPictureGoesToWhoWishedIt() {
    const auto viewer = makeGreetedClient();
    const auto other = makeGreetedClient();
    subscribe(*viewer, {{"clock", 30}});
    subscribe(*other, {{std::nullopt, 30}});
    offer("clock", 1, 100, 7);
    offer(std::nullopt, std::nullopt, 100, 8);
    QTRY_COMPARE(viewer->pictures.size(), 1U);
    QTRY_COMPARE(other->pictures.size(), 1U);
    const QByteArray& message = viewer->pictures.front();
    const auto frame = core::decodePreviewFrame(
        std::as_bytes(std::span(message.constData(), static_cast<std::size_t>(message.size()))));
    QVERIFY(frame);
    QCOMPARE(frame->header.input, std::optional<std::uint16_t>(1));
    QCOMPARE(frame->header.runningTimeNs, 1'000'000'000U);
    QCOMPARE(frame->jpeg.size(), 100U);
}

// A stopped studio: its window hangs, the kernel still takes what fits.
void TestControlServer::aClientThatDoesNotReadCostsNoMemoryAndDisturbsNobody() {
    const core::ControlAddress address = ControlProbe::addressIn(file());
    ControlProbe stopped(address);
    QTRY_VERIFY(stopped.isOpen());
    stopped.sayHello();
    QTRY_COMPARE(stopped.heard<core::ControlWelcome>().size(), 1U);
    subscribe(stopped, {{"clip", 30}});
    stopped.socket.setReadBufferSize(1024);
    const auto client = makeGreetedClient();
    subscribe(*client, {{"clock", 30}});

    for (int i = 0; i < 300; ++i) {
        offer("clip", 0, 100'000, i);
    }
    offer("clock", 1, 100, 1);
    QTRY_COMPARE(client->pictures.size(), 1U);
    QVERIFY(stopped.pictures.size() <= 2); // 30 a second, however many come
}

void TestControlServer::aFloodOfCommandsIsAnswered() {
    const auto client = makeGreetedClient();
    for (std::uint64_t i = 0; i < 2000; ++i) {
        client->say(core::SetPreview{i, "clip"});
    }
    QTRY_COMPARE(client->heard<core::ControlReply>().size(), 2000U);
    QCOMPARE(client->heard<core::ControlReply>().back().id, 1999U);
    QCOMPARE(m_commands.size(), 2000U);
}

QTEST_GUILESS_MAIN(TestControlServer)
#include "test_control_server.moc"
