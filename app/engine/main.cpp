// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/ctl.h"
#include "app/engine/engine.h"
#include "app/engine/termination.h"

#include <iostream>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>

namespace {

using namespace tally;

constexpr int kBadConfiguration = 2;
constexpr int kProgrammeFailed = 3;

int fail(const std::string& reason, int code) {
    std::cerr << "tallylight-engine: " << reason << std::endl;
    return code;
}

// Qt's messages below the level of the configuration are not made at all.
void applyLogLevel(const std::string& level) {
    QString rules;
    for (const char* name : {"debug", "info", "warning"}) {
        if (level == name) {
            break;
        }
        rules += QStringLiteral("*.%1=false\n").arg(QLatin1String(name));
    }
    QLoggingCategory::setFilterRules(rules);
}

int run(QCoreApplication& application, const QString& file) {
    auto config = app::loadEngineConfig(file.toStdString());
    if (!config) {
        return fail(config.error().detail, kBadConfiguration);
    }
    applyLogLevel(config->logLevel);
    app::Termination termination;
    app::Engine engine(std::move(*config));
    QObject::connect(&termination, &app::Termination::requested, &application, &QCoreApplication::quit);
    QObject::connect(&engine, qOverload<const QString&>(&app::Engine::failed), &application, [](const QString& reason) {
        QCoreApplication::exit(fail("the programme cannot go on: " + reason.toStdString(), kProgrammeFailed));
    });
    if (const auto started = engine.start(); !started) {
        return fail(started.error().detail, kProgrammeFailed);
    }
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[]) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tallylight-engine"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TALLY_VERSION));
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{message}"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The media engine: inputs, mixer, encoders, uplink. No window."));
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Configuration file."),
                                    QStringLiteral("file"));
    const QCommandLineOption ctl(
        QStringLiteral("ctl"), QStringLiteral("Send one command to a running engine: state, cut, auto, 'preview ID'."),
        QStringLiteral("command"));
    const QCommandLineOption control(QStringLiteral("control"), QStringLiteral("Control file of that engine."),
                                     QStringLiteral("file"), QStringLiteral("control.json"));
    parser.addOptions({config, ctl, control});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    if (parser.isSet(ctl)) {
        return app::runCtl(parser.value(ctl), parser.value(control));
    }
    if (!parser.isSet(config)) {
        return fail("say --config FILE; resources/config/engine.toml is an example", kBadConfiguration);
    }
    return run(application, parser.value(config));
}
