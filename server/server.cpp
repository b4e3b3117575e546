// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "server/accounts/admin_token.h"
#include "server/accounts/ingest_keys.h"
#include "server/accounts/permission_routes.h"
#include "server/catalog/catalog_routes.h"
#include "server/catalog/creative_routes.h"
#include "server/catalog/playback_token_routes.h"
#include "server/cues/cue_routes.h"
#include "server/endpoints.h"
#include "server/live/ingest_routes.h"
#include "server/live/live_service.h"
#include "server/live/ops_routes.h"
#include "server/live/playback_routes.h"
#include "server/measurement/batch_committer.h"
#include "server/measurement/measurement_routes.h"
#include "server/net/io_threads.h"
#include "server/net/static_files.h"
#include "server/ops/health_routes.h"
#include "server/ops/ops_page.h"
#include "server/ops/run_file.h"
#include "server/ops/server_facts.h"
#include "server/runtime_metrics.h"
#include "server/store/database.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <prometheus/registry.h>

namespace tally::server {
namespace {

store::DatabaseSettings databaseSettings(const ops::Config& config) {
    store::DatabaseSettings settings;
    settings.url = config.databaseUrl.empty() ? std::nullopt : std::optional(config.databaseUrl);
    settings.cluster.dataFolder = config.data;
    settings.cluster.binFolder = config.databaseBinDir.empty() ? std::nullopt : std::optional(config.databaseBinDir);
    settings.cluster.runAs = config.databaseRunAs;
    settings.connections = config.databaseConnections;
    return settings;
}

// Waits for a coroutine of the start, which has no other thread to be on.
core::Status await(store::Database& database, boost::asio::awaitable<core::Status> work) {
    return boost::asio::co_spawn(database.executor(), std::move(work), boost::asio::use_future).get();
}

} // namespace

// In the order in which one needs the other; destroyed in reverse.
struct Server::Parts {
    Parts(const ops::Config& config, net::StaticFiles files, accounts::AdminToken token,
          accounts::PlaybackTokens tokens, std::unique_ptr<store::Database> postgres,
          std::unique_ptr<catalog::CreativeFiles> creativeFiles, std::unique_ptr<measurement::Journal> openJournal)
        : player(std::move(files)),
          admin(std::move(token)),
          playbackTokens(std::move(tokens)),
          database(std::move(postgres)),
          creatives(std::move(creativeFiles)),
          journal(std::move(openJournal)),
          keys(database->pool()),
          live({.folder = config.data / "live",
                .window = config.window,
                .quotaBytes = std::uint64_t{config.quotaMebibytes} * 1024 * 1024}),
          directoryOfCatalog(database->pool(), keys, live, events, catalog::systemNow),
          ledger(database->pool()),
          board(live, config.window, catalog::systemNow),
          viewers(events, board, catalog::systemNow),
          desk(database->executor(), ledger, board, viewers, live, events,
               {.lead = config.cueLead, .gap = config.cueGap, .withoutMedia = config.window}, catalog::systemNow),
          plays(database->pool()),
          metrics(registry),
          committer(database->executor(), *journal, plays, metrics),
          ingestRoutes(live, keys),
          playbackRoutes(live, &playbackTokens),
          permissionRoutes(playbackTokens),
          runtimeMetrics(*netCounts, live),
          catalogRoutes(admin, directoryOfCatalog, keys, events, live, viewers, catalog::systemNow),
          playbackTokenRoutes(admin, playbackTokens, events, catalog::systemNow),
          creativeRoutes(admin, directoryOfCatalog, *creatives),
          cueRoutes(admin, desk, ledger, board, events),
          measurementRoutes(admin, events, *journal, plays, metrics, catalog::systemNow),
          threads(config.threads),
          facts(*netCounts, {.connections = config.connections, .threads = threads.count()}),
          opsRoutes(
              live, [this] { return facts.read(); },
              [this](net::Handler handler) { return admin.guard(std::move(handler)); }) {}

    core::Status load();
    void registerRoutes();

    net::StaticFiles player;
    accounts::AdminToken admin;
    accounts::PlaybackTokens playbackTokens;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<catalog::CreativeFiles> creatives;
    std::unique_ptr<measurement::Journal> journal;
    prometheus::Registry registry;
    accounts::IngestKeys keys;
    live::LiveService live;
    catalog::EventDirectory events;
    catalog::Catalog directoryOfCatalog;
    cues::CueLedger ledger;
    cues::CueBoard board;
    cues::ViewerHub viewers;
    cues::CueDesk desk;
    measurement::PlayLedger plays;
    measurement::MeasurementMetrics metrics;
    measurement::BatchCommitter committer;
    live::IngestRoutes ingestRoutes;
    live::PlaybackRoutes playbackRoutes;
    accounts::PermissionRoutes permissionRoutes;
    std::shared_ptr<net::NetCounts> netCounts = std::make_shared<net::NetCounts>();
    RuntimeMetrics runtimeMetrics;
    catalog::CatalogRoutes catalogRoutes;
    catalog::PlaybackTokenRoutes playbackTokenRoutes;
    catalog::CreativeRoutes creativeRoutes;
    cues::CueRoutes cueRoutes;
    measurement::MeasurementRoutes measurementRoutes;
    net::Router router;
    net::IoThreads threads;
    ops::ServerFacts facts;
    live::OpsRoutes opsRoutes;
    std::unique_ptr<Endpoints> endpoints;
    std::optional<ops::RunFile> runFile;
};

core::Status Server::Parts::load() {
    core::Status loaded = await(*database, keys.load());
    if (loaded) {
        loaded = await(*database, directoryOfCatalog.load());
    }
    if (loaded) {
        loaded = await(*database, desk.load());
    }
    return loaded;
}

void Server::Parts::registerRoutes() {
    ingestRoutes.registerRoutes(router);
    playbackRoutes.registerRoutes(router);
    permissionRoutes.registerRoutes(router);
    opsRoutes.registerRoutes(router);
    catalogRoutes.registerRoutes(router);
    playbackTokenRoutes.registerRoutes(router);
    creativeRoutes.registerRoutes(router);
    cueRoutes.registerRoutes(router);
    viewers.registerRoutes(router);
    measurementRoutes.registerRoutes(router);
    player.registerRoutes(router);
    ops::registerOpsPage(router);
    ops::registerHealthRoutes(router, {&registry, &runtimeMetrics});
}

core::Result<std::unique_ptr<Server>> Server::start(const ops::Config& config, net::InheritedSockets inherited) {
    std::error_code error;
    std::filesystem::create_directories(config.data, error);
    auto player = net::StaticFiles::load(config.player);
    if (!player) {
        return core::propagate(player);
    }
    auto admin = accounts::AdminToken::loadOrCreate(config.data / "admin.token");
    if (!admin) {
        return core::propagate(admin);
    }
    auto tokens = accounts::PlaybackTokens::load({config.playbackSecret, config.playbackRequired, config.playbackEdges},
                                                 catalog::systemNow);
    if (!tokens) {
        return core::propagate(tokens);
    }
    auto creatives = catalog::CreativeFiles::open(config.data / "creatives");
    if (!creatives) {
        return core::propagate(creatives);
    }
    measurement::JournalSettings journalSettings;
    journalSettings.folder = config.data / "journal";
    journalSettings.spoolBytes = std::uint64_t{config.spoolMebibytes} * 1024 * 1024;
    auto journal = measurement::Journal::open(std::move(journalSettings));
    if (!journal) {
        return core::propagate(journal);
    }
    auto database = store::Database::start(databaseSettings(config));
    if (!database) {
        return core::propagate(database);
    }
    auto parts = std::make_unique<Parts>(config, std::move(*player), std::move(*admin), std::move(*tokens),
                                         std::move(*database), std::move(*creatives), std::move(*journal));
    if (const auto loaded = parts->load(); !loaded) {
        return core::propagate(loaded);
    }
    parts->registerRoutes();
    auto endpoints = Endpoints::open(config, std::move(inherited), parts->threads, parts->router, parts->netCounts);
    if (!endpoints) {
        return core::propagate(endpoints);
    }
    parts->endpoints = std::move(*endpoints);
    parts->committer.start();
    parts->desk.start();
    parts->threads.start();
    parts->endpoints->start();
    auto runFile = ops::RunFile::write(config.data / "run.json", parts->endpoints->url());
    if (!runFile) {
        return core::propagate(runFile);
    }
    parts->runFile.emplace(std::move(*runFile));
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Server::~Server() {
    m_parts->runFile.reset();
    m_parts->endpoints->stop();
    m_parts->threads.stop();
    m_parts->live.disk().stop();
    m_parts->desk.stop();
    m_parts->committer.stop();
    m_parts->database->stop();
}

void Server::reload() {
    m_parts->endpoints->reload();
}

const std::string& Server::url() const {
    return m_parts->endpoints->url();
}

} // namespace tally::server
