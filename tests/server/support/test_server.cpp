// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_server.h"

#include <fstream>

namespace tally::server::test {

using namespace std::chrono_literals;

namespace {

measurement::JournalSettings journalIn(const std::filesystem::path& folder, std::uint64_t spoolBytes) {
    measurement::JournalSettings settings;
    settings.folder = folder / "measurement";
    settings.spoolBytes = spoolBytes;
    return settings;
}

void requireSuccess(const core::Status& status) {
    if (!status) {
        throw std::runtime_error(status.error().detail);
    }
}

} // namespace

TestServer::TestServer(std::uint64_t spoolBytes)
    : m_admin(accounts::AdminToken::loadOrCreate(m_database.folder() / "admin.token").value()),
      m_keys(m_database.pool()),
      m_catalog(m_database.pool(), m_keys, m_live, m_events, catalog::systemNow),
      m_files(catalog::CreativeFiles::open(m_database.folder() / "creatives").value()),
      m_board(m_live, 2h, catalog::systemNow),
      m_viewers(m_events, m_board, catalog::systemNow),
      m_cueLedger(m_database.pool()),
      m_desk(m_database.executor(), m_cueLedger, m_board, m_viewers, m_live, m_events, {}, catalog::systemNow),
      m_metrics(m_registry),
      m_journal(measurement::Journal::open(journalIn(m_database.folder(), spoolBytes)).value()),
      m_playLedger(m_database.pool()),
      m_committer(m_database.executor(), *m_journal, m_playLedger, m_metrics),
      m_catalogRoutes(m_admin, m_catalog, m_keys, m_events, m_live, m_viewers, catalog::systemNow),
      m_creativeRoutes(m_admin, m_catalog, *m_files),
      m_cueRoutes(m_admin, m_desk, m_cueLedger, m_board, m_events),
      m_measurementRoutes(m_admin, m_events, *m_journal, m_playLedger, m_metrics, catalog::systemNow) {
    std::ifstream(m_database.folder() / "admin.token") >> m_adminToken;
    requireSuccess(m_database.await(m_keys.load()));
    requireSuccess(m_database.await(m_catalog.load()));
    requireSuccess(m_database.await(m_desk.load()));
    registerRoutes();
    m_committer.start();
    m_desk.start();
    m_threads.start();
    m_listener = net::Listener::open("127.0.0.1:0", m_threads, m_router).value();
    m_listener->start();
}

TestServer::~TestServer() {
    m_listener->stop();
    m_threads.stop();
    m_desk.stop();
    m_committer.stop();
}

void TestServer::registerRoutes() {
    m_catalogRoutes.registerRoutes(m_router);
    m_creativeRoutes.registerRoutes(m_router);
    m_viewers.registerRoutes(m_router);
    m_cueRoutes.registerRoutes(m_router);
    m_measurementRoutes.registerRoutes(m_router);
}

HttpResponse TestServer::get(const std::string& path) {
    return send(port(), {"GET", path});
}

HttpResponse TestServer::post(const std::string& path, const std::string& body) {
    return send(port(), {"POST", path, body});
}

HttpRequest TestServer::asAdmin(std::string method, const std::string& path, const std::string& body,
                                const std::string& type) const {
    return {std::move(method), path, body, {{"Authorization", "Bearer " + m_adminToken}, {"Content-Type", type}}};
}

HttpResponse TestServer::adminGet(const std::string& path) {
    return send(port(), asAdmin("GET", path, "", ""));
}

HttpResponse TestServer::adminPost(const std::string& path, const std::string& body, const std::string& type) {
    return send(port(), asAdmin("POST", path, body, type));
}

HttpResponse TestServer::adminSend(const std::string& method, const std::string& path, const std::string& body) {
    return send(port(), asAdmin(method, path, body, "application/json"));
}

void TestServer::adminPostAndHangUp(const std::string& path, const std::string& body) {
    sendAndHangUp(port(), asAdmin("POST", path, body, "application/json"));
}

} // namespace tally::server::test
