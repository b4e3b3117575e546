// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/codec.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;
using namespace std::chrono_literals;

namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Inner {
    std::string name;
    std::optional<std::uint32_t> weight;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, weight))

struct Outer {
    bool on = false;
    std::int64_t balance = 0;
    std::uint8_t small = 0;
    double ratio = 0;
    Colour colour = Colour::red;
    WallTime at{};
    std::chrono::milliseconds waitMs{0};
    std::vector<Inner> items;
    std::map<std::string, std::int64_t> counts;
    std::optional<Inner> extra;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (on, balance, small, ratio, colour, at, waitMs, items, counts, extra))

constexpr const char* kOuter = R"({"on":true,"balance":-5,"small":255,"ratio":2.5,"colour":"green",)"
                               R"("at":"2026-11-24T09:00:00.500Z","waitMs":250,"items":[{"name":"a","weight":3}],)"
                               R"("counts":{"x":1}})";

QByteArray with(const char* member, const char* value) {
    return QByteArray("{\"on\":true,\"balance\":0,\"small\":1,\"ratio\":1,\"colour\":\"red\","
                      "\"at\":\"2026-11-24T09:00:00Z\",\"waitMs\":1,\"items\":[],\"counts\":{},\"") +
           member + "\":" + value + "}";
}

} // namespace

class TestCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKindOfMember() {
        const auto outer = parseJson<Outer>(kOuter);
        QVERIFY2(outer, tally::test::detailOf(outer));
        QVERIFY(outer->on);
        QCOMPARE(outer->balance, std::int64_t{-5});
        QCOMPARE(outer->small, std::uint8_t{255});
        QCOMPARE(outer->ratio, 2.5);
        QVERIFY(outer->colour == Colour::green);
        QCOMPARE(formatRfc3339(outer->at), std::string("2026-11-24T09:00:00.500Z"));
        QVERIFY(outer->waitMs == 250ms);
        QCOMPARE(outer->items.at(0).name, std::string("a"));
        QCOMPARE(*outer->items.at(0).weight, 3U);
        QCOMPARE(outer->counts.at("x"), std::int64_t{1});
        QVERIFY(!outer->extra);
    }

    void writesMembersInTheirOrderAndLeavesOutWhatHasNoValue() {
        Inner inner{.name = "a\"b", .weight = std::nullopt};
        QCOMPARE(serializeJson(inner), std::string("{\"name\":\"a\\\"b\"}"));
        inner.weight = 7;
        QCOMPARE(serializeJson(inner), std::string("{\"name\":\"a\\\"b\",\"weight\":7}"));
        QCOMPARE(serializeJson(std::vector{Colour::green, Colour::red}), std::string(R"(["green","red"])"));
    }

    void whatIsWrittenReadsTheSame() {
        const auto once = parseJson<Outer>(kOuter);
        const auto twice = parseJson<Outer>(serializeJson(*once));
        QVERIFY2(twice, tally::test::detailOf(twice));
        QCOMPARE(serializeJson(*twice), serializeJson(*once));
    }

    void nullIsNoValue() { QVERIFY(!parseJson<Inner>(R"({"name":"a","weight":null})")->weight); }

    void errorsNameThePath_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("detail");
        QTest::newRow("the document") << QByteArray("[]") << QByteArray("the document is not an object");
        QTest::newRow("missing") << QByteArray("{}") << QByteArray("on is missing");
        QTest::newRow("missing in an element")
            << with("items", R"([{"name":"a"},{}])") << QByteArray("items[1].name is missing");
        QTest::newRow("wrong in an optional")
            << with("extra", R"({"name":1})") << QByteArray("extra.name is not a string");
        QTest::newRow("wrong in a map") << with("counts", R"({"x":"1"})")
                                        << QByteArray("counts.x is not a whole number in range");
        QTest::newRow("bool") << with("on", "1") << QByteArray("on is not true or false");
        QTest::newRow("null") << with("on", "null") << QByteArray("on is not true or false");
        QTest::newRow("enum") << with("colour", "\"blue\"") << QByteArray("colour is not one of red, green");
        QTest::newRow("enum as a number") << with("colour", "0") << QByteArray("colour is not one of red, green");
        QTest::newRow("time") << with("at", "\"yesterday\"") << QByteArray("at is not an RFC 3339 date and time");
        QTest::newRow("time as a number") << with("at", "0") << QByteArray("at is not an RFC 3339 date and time");
        QTest::newRow("array") << with("items", "{}") << QByteArray("items is not an array");
        QTest::newRow("map") << with("counts", "[]") << QByteArray("counts is not an object");
        QTest::newRow("fraction of a millisecond")
            << with("waitMs", "1.5") << QByteArray("waitMs is not a whole number in range");
    }
    void errorsNameThePath() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, detail);
        const auto outer = parseJson<Outer>(text.toStdString());
        QVERIFY(!outer);
        QCOMPARE(outer.error(), (Error{ErrorCode::invalid, detail.toStdString()}));
    }

    void numbersOutOfRangeAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("256 in 8 bits") << with("small", "256");
        QTest::newRow("negative in unsigned") << with("small", "-1");
        QTest::newRow("2^63 in signed 64") << with("balance", "9223372036854775808");
        QTest::newRow("2^64") << with("balance", "18446744073709551616");
        QTest::newRow("1e400 as a whole number") << with("balance", "1e400");
        QTest::newRow("1e400 as a number") << with("ratio", "1e400");
        QTest::newRow("a thousand digits") << with("balance", QByteArray(1000, '9').constData());
        QTest::newRow("not a number") << with("ratio", "NaN");
    }
    void numbersOutOfRangeAreRefused() {
        QFETCH(QByteArray, text);
        const auto outer = parseJson<Outer>(text.toStdString());
        QVERIFY(!outer);
        QCOMPARE(outer.error().code, ErrorCode::invalid);
    }

    void wholeNumbersMayBeWrittenAsFloats() { // JavaScript and others write 1e3
        QCOMPARE(parseJson<Outer>(with("balance", "1e3").toStdString())->balance, std::int64_t{1000});
    }

    void ofAFieldGivenTwiceTheLastCounts() {
        QCOMPARE(parseJson<Inner>(R"({"name":"a","name":"b"})")->name, std::string("b"));
    }

    void nestingHasALimit() {
        const std::string fits = std::string(32, '[') + std::string(32, ']');
        QVERIFY(parseJsonText(fits));
        const std::string deep = std::string(100'000, '[');
        QCOMPARE(parseJsonText(deep).error().code, ErrorCode::invalid);
        QVERIFY(!parseJsonText("[" + fits + "]"));
    }

    void textThatIsNoJsonIsRefusedWithItsPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("cut") << QByteArray("{\"a\":");
        QTest::newRow("something behind") << QByteArray("{} x");
        QTest::newRow("a comment") << QByteArray("{} // x");
        QTest::newRow("a trailing comma") << QByteArray("[1,]");
        QTest::newRow("bad UTF-8") << QByteArray("\"\xff\"");
        QTest::newRow("a control character") << QByteArray("\"\x01\"");
        QTest::newRow("half a surrogate") << QByteArray("\"\\ud800\"");
    }
    void textThatIsNoJsonIsRefusedWithItsPlace() {
        QFETCH(QByteArray, text);
        const auto json = parseJsonText(text.toStdString());
        QVERIFY(!json);
        QCOMPARE(json.error().code, ErrorCode::invalid);
        QVERIFY(json.error().detail.starts_with("not JSON at byte "));
    }

    void enumeratorsHaveNames() { QVERIFY(nameOf(Colour::green) == "green"); }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "test_codec.moc"
