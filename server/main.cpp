// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/log.h"
#include "server/server.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <csignal>

namespace {

using namespace tally::server;

constexpr int kFailed = 1;

// Blocked before the first thread is made, so that all inherit it and sigwait alone takes them.
sigset_t blockSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

int run(const ops::Config& config, net::InheritedSockets inherited, const sigset_t& signals) {
    const auto server = Server::start(config, std::move(inherited));
    if (!server) {
        spdlog::error(server.error().detail);
        return kFailed;
    }
    spdlog::info("tallylightd {} answers at {}", TALLY_VERSION, (*server)->url());
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
        (*server)->reload();
    }
    spdlog::info("ending");
    return 0;
}

} // namespace

int main(int argc, char* argv[]) {
    CLI::App app("The Tallylight server: ingest, LL-HLS, cues, catalog, measurement.", "tallylightd");
    std::string file;
    std::string listen;
    std::string data;
    app.add_option("--config", file, "configuration file; without it every setting has its default");
    app.add_option("--listen", listen, "address and port, instead of server.listen");
    app.add_option("--data", data, "data folder, instead of server.data");
    app.set_version_flag("--version", TALLY_VERSION);
    CLI11_PARSE(app, argc, argv);

    const sigset_t signals = blockSignals();
    auto inherited = net::InheritedSockets::fromEnvironment();
    ops::setUpLog("info"); // until the configuration says otherwise
    if (!inherited) {
        spdlog::error(inherited.error().detail);
        return kFailed;
    }
    auto config = file.empty() ? tally::core::Result<ops::Config>(ops::Config()) : ops::loadConfig(file);
    if (!config) {
        spdlog::error(config.error().detail);
        return kFailed;
    }
    config->listen = listen.empty() ? config->listen : listen;
    config->data = data.empty() ? config->data : std::filesystem::path(data);
    spdlog::set_level(spdlog::level::from_str(config->logLevel));
    return run(*config, std::move(*inherited), signals);
}
