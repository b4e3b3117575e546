// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/log.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <QTest>
#include <sstream>

using namespace tally;

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineIsTimeLevelAndText();
    void whatComesFromOutsideStaysOnItsLine();
};

namespace {

std::string lineOf(const std::string& text) {
    std::ostringstream written;
    spdlog::logger logger("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(written));
    logger.set_formatter(server::ops::logFormatter());
    logger.warn(text);
    return written.str();
}

} // namespace

void TestLog::aLineIsTimeLevelAndText() {
    const QRegularExpression shape(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} warning Grüße\n$"));
    const QString line = QString::fromStdString(lineOf("Grüße"));
    QVERIFY2(shape.match(line).hasMatch(), qPrintable(line));
}

// HOSTILE H35: a path that forges a line, and one that speaks to the terminal.
void TestLog::whatComesFromOutsideStaysOnItsLine() {
    const std::string line = lineOf("/live/a\n2026-11-24 critical all is lost\x1b[2J\x7f\r");
    QVERIFY2(line.ends_with("/live/a\\x0a2026-11-24 critical all is lost\\x1b[2J\\x7f\\x0d\n"), line.c_str());
}

QTEST_GUILESS_MAIN(TestLog)
#include "test_log.moc"
