// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/time_text.h"

#include <QDateTime>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

QString twoDigits(std::int64_t number) {
    return u"%1"_s.arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString clockText(core::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(u"HH:mm:ss"_s);
}

QString durationText(std::chrono::milliseconds elapsed) {
    const std::int64_t seconds = std::max<std::int64_t>(0, elapsed.count() / 1000);
    return twoDigits(seconds / 3600) + u':' + twoDigits(seconds / 60 % 60) + u':' + twoDigits(seconds % 60);
}

QString countdownText(std::chrono::milliseconds left) {
    const bool over = left.count() <= -1000;
    const std::int64_t seconds = over ? -left.count() / 1000 : (std::max<std::int64_t>(0, left.count()) + 999) / 1000;
    const QString minutes = twoDigits(seconds / 60 % 60) + u':' + twoDigits(seconds % 60);
    const QString text = seconds < 3600 ? minutes : QString::number(seconds / 3600) + u':' + minutes;
    return over ? u'+' + text : text;
}

QString secondsText(std::chrono::milliseconds span) {
    return QString::number(static_cast<double>(span.count()) / 1000.0, 'f', 1) + u"\u00A0s"_s;
}

QString countText(std::uint64_t count) {
    QString text = QString::number(count);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3) {
        text.insert(at, QChar::Nbsp);
    }
    return text;
}

QString bytesText(std::uint64_t bytes) {
    const double value = static_cast<double>(bytes);
    return bytes < 1'000'000 ? QString::number(value / 1e3, 'f', 0) + u"\u00A0kB"_s
                             : QString::number(value / 1e6, 'f', 1) + u"\u00A0MB"_s;
}

QString withLocalTimes(const QString& sentence) {
    static const QRegularExpression moment(u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"_s);
    QString local;
    qsizetype copied = 0;
    for (const QRegularExpressionMatch& match : moment.globalMatch(sentence)) {
        const auto time = core::parseRfc3339(match.captured().toStdString());
        local += sentence.mid(copied, match.capturedStart() - copied);
        local += time ? clockText(*time) : match.captured();
        copied = match.capturedEnd();
    }
    return local + sentence.mid(copied);
}

} // namespace tally::ui
