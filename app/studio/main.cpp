// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/engine_client.h"
#include "app/studio/machine_clock.h"
#include "app/studio/server_client.h"
#include "app/studio/settings_memory.h"
#include "app/studio/studio_options.h"
#include "ui/model/ad_desk_model.h"
#include "ui/model/picture_feed.h"
#include "ui/model/switcher_model.h"
#include "ui/model/switching.h"
#include "ui/pictures/picture_decoder.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <cstdio>
#include <QApplication>

using namespace Qt::StringLiterals;
using namespace tally;

namespace {

constexpr int kUsageError = 2;

int runStudio(const app::StudioOptions& options, const QByteArray& token) {
    app::EngineClient engine(options.controlFile.value_or(QString()));
    const app::ServerOptions where = options.server.value_or(app::ServerOptions{});
    app::ServerClient server(where.url, where.event, token);
    app::SettingsMemory memory;
    ui::PictureDecoder pictures;
    ui::SwitcherModel switcher(engine, app::machineTime);
    ui::Switching switching(engine, switcher);
    ui::AdDeskModel desk(server, app::machineTime);
    ui::PictureFeed feed(engine, switcher, pictures);
    ui::MainWindow window({switcher, switching, desk, pictures, memory, app::machineTime});
    QObject::connect(&window, &ui::MainWindow::shownChanged, &feed, &ui::PictureFeed::setShown);
    QObject::connect(&window, &ui::MainWindow::shownChanged, &server, [&server](bool isShown) {
        server.setAttention(isShown ? ui::Attention::watching : ui::Attention::hidden);
    });

    if (options.controlFile) {
        engine.start();
    }
    if (options.server) {
        server.start();
    }
    window.show();
    return QApplication::exec();
}

core::Result<QByteArray> tokenFor(const app::StudioOptions& options) {
    return options.server && options.server->tokenFile ? app::readToken(*options.server->tokenFile) : QByteArray();
}

int complain(const core::Error& error) {
    std::fprintf(stderr, "tallylight: %s\n", error.detail.c_str());
    return kUsageError;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tallylight"_s);
    QApplication::setApplicationVersion(QStringLiteral(TALLY_VERSION));
    const auto options = app::studioOptions(QApplication::arguments());
    if (!options) {
        return complain(options.error());
    }
    const auto token = tokenFor(*options);
    if (!token) {
        return complain(token.error());
    }
    ui::applyTheme(application);
    return runStudio(*options, *token);
}
