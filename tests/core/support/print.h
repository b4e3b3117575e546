// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QTest>
#include <string>

// What QCOMPARE and QVERIFY2 print of our types.
namespace QTest {

template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}

template <>
inline char* toString(const tally::core::ErrorCode& code) {
    static constexpr const char* kNames[] = {"invalid",  "truncated",   "notFound", "conflict", "unauthorized",
                                             "tooLarge", "unavailable", "timeout",  "closed"};
    return qstrdup(kNames[static_cast<std::size_t>(code)]);
}

} // namespace QTest

namespace tally::test {

// The detail of a result that should have been a value: QVERIFY2(result, detailOf(result)).
template <typename T>
const char* detailOf(const core::Result<T>& result) {
    return result ? "" : result.error().detail.c_str();
}

} // namespace tally::test
