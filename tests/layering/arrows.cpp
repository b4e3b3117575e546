// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/arrows.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <vector>

namespace tally::test {
namespace {

const QStringList kLayers{QStringLiteral("core"), QStringLiteral("gst"), QStringLiteral("server"), QStringLiteral("ui"),
                          QStringLiteral("app")};

// What the files of `folder` may not include. `wrong` is matched from the opening bracket or quote on.
struct Rule {
    QString folder;
    QString except; // a folder inside that may; empty: none
    QRegularExpression wrong;
    QString reason;
};

Rule rule(const char* folder, const char* except, const char* wrong, const char* reason) {
    return {.folder = QString::fromLatin1(folder),
            .except = QString::fromLatin1(except),
            .wrong = QRegularExpression(QStringLiteral("^(?:%1)").arg(QLatin1String(wrong))),
            .reason = QString::fromUtf8(reason)};
}

const std::vector<Rule>& rules() {
    static const std::vector<Rule> kRules{
        rule("core", "", "\"(gst|server|ui|app|tests|resources)/", "core includes no other folder"),
        rule("core", "", "<(Q[A-Z]\\w*|Qt\\w*/.*|gst/.*|glib.*)>", "core knows neither Qt nor GStreamer"),
        rule(
            "core", "",
            "<(boost/(asio|beast|thread|filesystem)[/.]|libpq|postgresql/|hiredis|sys/|netinet/|unistd\\.h|pthread\\.h|"
            "(thread|mutex|shared_mutex|condition_variable|future|fstream|filesystem|iostream|ctime)>)",
            "core decides and touches nothing: no sockets, threads, files or clocks"),
        rule("gst", "", "\"(server|ui|app|tests|resources)/", "gst includes core alone"),
        rule("gst", "", "[<\"](Q[A-Z]\\w*|Qt\\w*/|boost/(asio|beast)|libpq|hiredis)", "gst knows GStreamer alone"),
        rule("server", "", "\"(gst|ui|app|tests|resources)/", "server includes core alone"),
        rule("server", "", "<(Q[A-Z]\\w*>|Qt\\w*/|gst/|glib)", "the server builds with no Qt and no GStreamer"),
        rule("server", "server/net", "<boost/beast", "only server/net includes Beast"),
        rule("server", "server/store", "[<\"](libpq|postgresql/)", "only server/store includes libpq"),
        rule("server", "server/bus", "[<\"]hiredis", "only server/bus includes hiredis"),
        rule("ui", "", "\"(gst|server|app|tests|resources)/", "ui includes core alone"),
        rule("ui", "", "<(gst/|glib|boost/(asio|beast)|libpq|hiredis)", "ui knows Qt, core and small interfaces"),
        rule("app", "", "\"(server|tests|resources)/", "the desktop side speaks to the server over the wire"),
        rule("", "", "\"\\.\\.?/", "includes are full paths from the root"),
    };
    return kRules;
}

bool isIn(const QString& path, const QString& folder) {
    return folder.isEmpty() || path.startsWith(folder + QLatin1Char('/'));
}

QStringList sources(const QDir& house) {
    QStringList paths;
    for (const QString& layer : kLayers) {
        QDirIterator files(house.filePath(layer), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            paths << house.relativeFilePath(files.next());
        }
    }
    paths.sort();
    return paths;
}

QStringList reasonsAgainst(const QString& path, const QString& include) {
    QStringList reasons;
    for (const Rule& rule : rules()) {
        const bool excepted = !rule.except.isEmpty() && isIn(path, rule.except);
        if (isIn(path, rule.folder) && !excepted && rule.wrong.match(include).hasMatch()) {
            reasons << rule.reason;
        }
    }
    return reasons;
}

QStringList wrongArrowsOf(const QDir& house, const QString& path) {
    static const QRegularExpression kInclude(QStringLiteral(R"(^\s*#\s*include\s*([<"].*?[>"]))"));
    QFile file(house.filePath(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return {path + QStringLiteral(": cannot be read")};
    }
    QStringList wrong;
    for (int number = 1; !file.atEnd(); ++number) {
        const auto match = kInclude.match(QString::fromUtf8(file.readLine()));
        const QString include = match.captured(1);
        for (const QString& reason : match.hasMatch() ? reasonsAgainst(path, include) : QStringList()) {
            wrong << QStringLiteral("%1:%2: %3: %4").arg(path).arg(number).arg(include, reason);
        }
    }
    return wrong;
}

} // namespace

QStringList wrongArrows(const QDir& house) {
    QStringList wrong;
    for (const QString& path : sources(house)) {
        wrong << wrongArrowsOf(house, path);
    }
    return wrong;
}

int sourcesIn(const QDir& house) {
    return static_cast<int>(sources(house).size());
}

} // namespace tally::test
