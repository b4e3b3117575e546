// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio_options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;

class TestStudioOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingNamedIsAnEmptyStudio() {
        const auto options = app::studioOptions({u"tallylight"_s});
        QVERIFY(options);
        QVERIFY(!options->controlFile);
        QVERIFY(!options->server);
    }

    void everythingNamed() {
        const auto options = app::studioOptions({u"tallylight"_s, u"--engine"_s, u"/run/control.json"_s, u"--server"_s,
                                                 u"http://127.0.0.1:8080"_s, u"--event"_s, u"demo"_s, u"--token-file"_s,
                                                 u"/run/token"_s});
        QVERIFY(options);
        QCOMPARE(options->controlFile, u"/run/control.json"_s);
        QCOMPARE(options->server->url, QUrl(u"http://127.0.0.1:8080"_s));
        QCOMPARE(options->server->event, u"demo"_s);
        QCOMPARE(options->server->tokenFile, u"/run/token"_s);
    }

    void mistakesAreNamed_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("no event") << QStringList{u"--server"_s, u"http://x"_s} << u"--event"_s;
        QTest::newRow("slug with a path")
            << QStringList{u"--server"_s, u"http://x"_s, u"--event"_s, u"../x"_s} << u"--event"_s;
        QTest::newRow("no address") << QStringList{u"--server"_s, u"127.0.0.1"_s, u"--event"_s, u"demo"_s}
                                    << u"--server"_s;
        QTest::newRow("other scheme") << QStringList{u"--server"_s, u"ftp://x"_s, u"--event"_s, u"demo"_s}
                                      << u"--server"_s;
        QTest::newRow("unknown option") << QStringList{u"--enigne"_s, u"x"_s} << u"enigne"_s;
    }

    void mistakesAreNamed() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const auto options = app::studioOptions(QStringList{u"tallylight"_s} + arguments);
        QVERIFY(!options);
        QVERIFY(QString::fromStdString(options.error().detail).contains(word));
    }

    void tokenIsOneLine() {
        QCOMPARE(app::readToken(fileWith("abc\n")).value(), QByteArrayLiteral("abc"));
        QCOMPARE(app::readToken(fileWith("")).error().code, core::ErrorCode::invalid);
        QCOMPARE(app::readToken(fileWith("a\nb")).error().code, core::ErrorCode::invalid);
        QCOMPARE(app::readToken(m_folder.filePath(u"none"_s)).error().code, core::ErrorCode::unavailable);
    }

private:
    QString fileWith(const QByteArray& content) const {
        QFile file(m_folder.filePath(u"token"_s));
        file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestStudioOptions)
#include "test_studio_options.moc"
