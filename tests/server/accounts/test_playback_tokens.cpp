// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/playback_tokens.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace std::chrono_literals;
using server::accounts::PlaybackTokens;

namespace {

const std::string kSecret = "the-first-secret-of-32-characters";
const core::WallTime kNow{1'795'550'400s};

} // namespace

class TestPlaybackTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = kNow; }
    void aTokenIsValidForItsEventUntilItExpires();
    void whatIsNotSignedIsRefused_data();
    void whatIsNotSignedIsRefused();
    void withoutATokenItDependsOnTheSetting();
    void anOldSecretIsAcceptedButSignsNoMore();
    void withoutASecretNoTokenIsMadeOrAccepted();
    void anEdgeNeedsNoToken();
    void anEdgeIsToldForHowLongAnAnswerIsTrue();
    void aFileThatIsWrongIsRefused_data();
    void aFileThatIsWrongIsRefused();

private:
    core::Result<PlaybackTokens> load(const std::string& text, bool required = false, bool secret = true);
    static QString reason(const core::Status& status) {
        return status ? QString() : QString::fromStdString(status.error().detail);
    }

    QTemporaryDir m_folder;
    core::WallTime m_now = kNow;
};

core::Result<PlaybackTokens> TestPlaybackTokens::load(const std::string& text, bool required, bool secret) {
    QFile file(m_folder.filePath(QStringLiteral("secret")));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    file.close();
    file.setPermissions(secret ? QFile::ReadOwner | QFile::WriteOwner
                               : QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    return PlaybackTokens::load({file.fileName().toStdString(), required}, [this] { return m_now; });
}

void TestPlaybackTokens::aTokenIsValidForItsEventUntilItExpires() {
    const auto tokens = load(kSecret).value();
    const std::string token = tokens.mint("cup", kNow + 60s).value();
    QVERIFY(tokens.mayPlay("cup", token, std::nullopt));
    m_now = kNow + 59s;
    QVERIFY(tokens.mayPlay("cup", token, std::nullopt));
    m_now = kNow + 60s;
    QCOMPARE(reason(tokens.mayPlay("cup", token, std::nullopt)), QStringLiteral("the playback token has expired"));
}

void TestPlaybackTokens::whatIsNotSignedIsRefused_data() {
    QTest::addColumn<QByteArray>("token");
    const auto token = QByteArray::fromStdString(load(kSecret).value().mint("cup", kNow + 60s).value());
    const QByteArray claims = token.left(token.lastIndexOf('.'));
    QTest::newRow("later") << QByteArray(token).replace("1795550460", "1795559999");
    QTest::newRow("another key") << "00000000" + token.mid(8);
    QTest::newRow("another signature") << claims + "." + QByteArray(43, 'A');
    QTest::newRow("truncated") << token.left(token.size() - 1);
    QTest::newRow("no signature") << claims;
    QTest::newRow("an empty signature") << claims + ".";
    QTest::newRow("longer") << token + "A";
    QTest::newRow("huge") << QByteArray(4000, 'A');
    QTest::newRow("many dots") << QByteArray(100, '.');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("for another event") << QByteArray::fromStdString(
        load(kSecret).value().mint("final", kNow + 60s).value());
    QTest::newRow("of another server") << QByteArray::fromStdString(
        load("another-secret-of-32-characters-or-so").value().mint("cup", kNow + 60s).value());
}

void TestPlaybackTokens::whatIsNotSignedIsRefused() {
    QFETCH(QByteArray, token);
    const auto tokens = load(kSecret).value();
    QCOMPARE(reason(tokens.mayPlay("cup", token.toStdString(), std::nullopt)),
             QStringLiteral("the playback token is not valid for this event"));
}

void TestPlaybackTokens::withoutATokenItDependsOnTheSetting() {
    QVERIFY(load(kSecret).value().mayPlay("cup", std::nullopt, std::nullopt));
    QCOMPARE(reason(load(kSecret, true).value().mayPlay("cup", std::nullopt, std::nullopt)),
             QStringLiteral("this address needs a playback token"));
}

void TestPlaybackTokens::anOldSecretIsAcceptedButSignsNoMore() {
    const std::string old = load(kSecret).value().mint("cup", kNow + 60s).value();
    const auto tokens = load("a-newer-secret-of-32-characters-or-more\n" + kSecret + "\n").value();
    QVERIFY(tokens.mayPlay("cup", old, std::nullopt));
    QVERIFY(tokens.mint("cup", kNow + 60s).value() != old);
}

void TestPlaybackTokens::withoutASecretNoTokenIsMadeOrAccepted() {
    const auto tokens = PlaybackTokens::load({}, [] { return kNow; }).value();
    QVERIFY(tokens.mayPlay("cup", std::nullopt, std::nullopt));
    QVERIFY(!tokens.mayPlay("cup", "3fa1c09b.1795550460.x", std::nullopt));
    QCOMPARE(tokens.mint("cup", kNow).error().code, core::ErrorCode::conflict);
    QVERIFY(!PlaybackTokens::load({{}, true}, [] { return kNow; }));
}

void TestPlaybackTokens::anEdgeNeedsNoToken() {
    QFile file(m_folder.filePath(QStringLiteral("edges")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("the-edge-in-the-west-has-this-secret\nthe-edge-in-the-east-has-that-secret\n");
    file.close();
    file.setPermissions(QFile::ReadOwner);
    QVERIFY(load(kSecret));
    const std::string secrets = m_folder.filePath(QStringLiteral("secret")).toStdString();
    const auto tokens =
        PlaybackTokens::load({secrets, true, file.fileName().toStdString()}, [this] { return m_now; }).value();
    QVERIFY(tokens.mayPlay("cup", std::nullopt, "the-edge-in-the-east-has-that-secret"));
    QVERIFY(!tokens.mayPlay("cup", std::nullopt, "the-edge-in-the-east-has-that-secre"));
    QVERIFY(!tokens.mayPlay("cup", std::nullopt, ""));
    QVERIFY(!tokens.mayPlay("cup", "forged", "the-edge-in-the-east-has-that-secret"));
}

void TestPlaybackTokens::anEdgeIsToldForHowLongAnAnswerIsTrue() {
    const auto tokens = load(kSecret, true).value();
    const std::string token = tokens.mint("cup", kNow + 100s).value();
    QCOMPARE(tokens.trust("cup", token).value(), PlaybackTokens::kTrusted);
    m_now = kNow + 70s;
    QCOMPARE(tokens.trust("cup", token).value(), std::chrono::seconds(30));
    m_now = kNow + 99'500ms;
    QCOMPARE(tokens.trust("cup", token).value(), std::chrono::seconds(1));
    m_now = kNow + 100s;
    QVERIFY(!tokens.trust("cup", token));
    QVERIFY(!tokens.trust("cup", std::nullopt));
    QCOMPARE(load(kSecret).value().trust("cup", std::nullopt).value(), PlaybackTokens::kTrusted);
}

void TestPlaybackTokens::aFileThatIsWrongIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("secret");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << true << QStringLiteral("holds no secret");
    QTest::newRow("short") << QByteArray("123") << true << QStringLiteral("32 characters or more");
    QTest::newRow("readable by others") << QByteArray(40, 'x') << false << QStringLiteral("chmod 0600");
}

void TestPlaybackTokens::aFileThatIsWrongIsRefused() {
    QFETCH(QByteArray, text);
    QFETCH(bool, secret);
    QFETCH(QString, expected);
    const auto tokens = load(text.toStdString(), false, secret);
    QVERIFY(!tokens);
    QVERIFY2(QString::fromStdString(tokens.error().detail).contains(expected), tokens.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestPlaybackTokens)
#include "test_playback_tokens.moc"
