// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/quoted_string.h"
#include "tests/core/support/print.h"

#include <QTest>

using tally::core::quotedString;

class TestQuoted : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatAQuotedStringMayHold() {
        QCOMPARE(quotedString(""), std::string("\"\""));
        QCOMPARE(quotedString("Fußball, 2:1 \\ 'x'"), std::string("\"Fußball, 2:1 \\ 'x'\""));
    }

    void leavesOutWhatWouldEndIt() { QCOMPARE(quotedString("a\"b\rc\nd"), std::string("\"abcd\"")); }
};

QTEST_GUILESS_MAIN(TestQuoted)
#include "test_quoted_string.moc"
