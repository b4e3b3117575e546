// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio_options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tally::app {

namespace {

constexpr qint64 kLongestToken = 4096;

std::optional<QString> given(const QCommandLineParser& parser, const QString& name) {
    return parser.isSet(name) ? std::optional(parser.value(name)) : std::nullopt;
}

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        u"The Tallylight studio: a window onto a running engine and its server. Closing it "
        "takes nothing off air. ./tally demo starts all three."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"engine"_s, u"The engine's control file; it need not exist yet."_s, u"FILE"_s},
        {u"server"_s, u"The server, http or https."_s, u"URL"_s},
        {u"event"_s, u"The event's slug on that server."_s, u"SLUG"_s},
        {u"token-file"_s, u"A file with the admin token; without it ads cannot be fired."_s, u"FILE"_s},
    });
}

core::Result<std::optional<ServerOptions>> serverOptions(const QCommandLineParser& parser) {
    if (!parser.isSet(u"server"_s)) {
        return std::nullopt;
    }
    const ServerOptions server{QUrl(parser.value(u"server"_s)), parser.value(u"event"_s),
                               given(parser, u"token-file"_s)};
    if (!server.url.isValid() || server.url.host().isEmpty() || !server.url.scheme().startsWith(u"http"_s)) {
        return core::fail(core::ErrorCode::invalid, "--server wants an address such as http://127.0.0.1:8080");
    }
    static const QRegularExpression slug(u"^[a-z0-9-]{1,63}$"_s);
    if (!slug.match(server.event).hasMatch()) {
        return core::fail(core::ErrorCode::invalid, "--server needs --event with the event's slug: a-z, 0-9 and '-'");
    }
    return server;
}

} // namespace

core::Result<StudioOptions> studioOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments)) {
        return core::fail(core::ErrorCode::invalid, parser.errorText().toStdString());
    }
    if (parser.isSet(u"help"_s)) {
        parser.showHelp();
    }
    if (parser.isSet(u"version"_s)) {
        parser.showVersion();
    }
    auto server = serverOptions(parser);
    if (!server) {
        return core::propagate(server);
    }
    return StudioOptions{given(parser, u"engine"_s), std::move(*server)};
}

core::Result<QByteArray> readToken(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::unavailable,
                          "the token file " + file.toStdString() + ": " + source.errorString().toStdString());
    }
    const QByteArray token = source.read(kLongestToken).trimmed();
    if (token.isEmpty() || token.contains('\n')) {
        return core::fail(core::ErrorCode::invalid,
                          "the token file " + file.toStdString() + " does not hold one token on one line");
    }
    return token;
}

} // namespace tally::app
