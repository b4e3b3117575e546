// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/ctl.h"
#include "app/engine/engine.h"
#include "app/engine/termination.h"

#include <sys/stat.h>

#include <iostream>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>

namespace {

using namespace tally;

constexpr int kBadConfiguration = 2;
constexpr int kProgrammeFailed = 3; // a supervisor starts the engine again

int fail(const std::string& reason, int code) {
    std::cerr << "tallylight-engine: " << reason << std::endl;
    return code;
}

struct Options {
    QCommandLineParser parser;
    QCommandLineOption config{QStringLiteral("config"), QStringLiteral("Configuration file."), QStringLiteral("file")};
    QCommandLineOption ctl{QStringLiteral("ctl"),
                           QStringLiteral("Send one command to a running engine: state, cut, auto, 'preview ID'."),
                           QStringLiteral("command")};
    QCommandLineOption control{QStringLiteral("control"),
                               QStringLiteral("Control file of that engine; else the one --config names."),
                               QStringLiteral("file"), QStringLiteral("control.json")};

    explicit Options(const QCoreApplication& application) {
        parser.setApplicationDescription(
            QStringLiteral("The media engine: inputs, mixer, encoders, uplink. No window."));
        parser.addOptions({config, ctl, control});
        parser.addHelpOption();
        parser.addVersionOption();
        parser.process(application);
    }
};

void setLogLevel(app::LogLevel level) {
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{message}"));
    QString rules;
    for (const auto& [of, name] : {std::pair(app::LogLevel::debug, "debug"),
                                   {app::LogLevel::info, "info"},
                                   {app::LogLevel::warning, "warning"}}) {
        if (of < level) {
            rules += QStringLiteral("*.%1=false\n").arg(QLatin1String(name));
        }
    }
    QLoggingCategory::setFilterRules(rules);
}

core::Result<std::unique_ptr<gst::Switcher>> makeSwitcher(const app::EngineConfig& config,
                                                          gst::SwitcherListener& listener) {
    return gst::createSwitcher(config.programme, config.inputs, config.startProgramme, config.startPreview, listener);
}

int runEngine(app::EngineConfig config) {
    umask(S_IRWXG | S_IRWXO); // a token, and footage that nobody has seen yet
    setLogLevel(config.logLevel);
    app::Termination termination;
    app::Engine engine(std::move(config), makeSwitcher);
    QObject::connect(&termination, &app::Termination::requested, &engine, &app::Engine::stop);
    QObject::connect(&engine, &app::Engine::finished, &engine, &QCoreApplication::quit, Qt::QueuedConnection);
    QObject::connect(&engine, &app::Engine::failed, &engine, [](const QString& reason) {
        QCoreApplication::exit(fail("the programme cannot go on: " + reason.toStdString(), kProgrammeFailed));
    });
    if (const auto started = engine.start(); !started) {
        return fail(started.error().detail, kProgrammeFailed);
    }
    return QCoreApplication::exec();
}

int runCommand(const Options& options, const core::Result<app::EngineConfig>& config) {
    const bool isNamed = options.parser.isSet(options.control) || !config;
    return app::runCtl(options.parser.value(options.ctl), isNamed
                                                              ? options.parser.value(options.control)
                                                              : QString::fromStdString(config->controlFile.string()));
}

} // namespace

int main(int argc, char* argv[]) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tallylight-engine"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TALLY_VERSION));

    const Options options(application);
    const bool hasConfig = options.parser.isSet(options.config);
    auto config = app::loadEngineConfig(options.parser.value(options.config).toStdString());
    if (hasConfig && !config) {
        return fail(config.error().detail, kBadConfiguration);
    }
    if (options.parser.isSet(options.ctl)) {
        return runCommand(options, config);
    }
    if (!hasConfig) {
        return fail("say --config FILE; resources/config/engine.toml is the manual", kBadConfiguration);
    }
    return runEngine(std::move(*config));
}
