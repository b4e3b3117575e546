// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/live_server.h"

#include <stdexcept>

namespace tally::server::test {

LiveServer::LiveServer(const std::filesystem::path& folder, std::chrono::seconds window)
    : m_live({.folder = folder, .window = window}) {
    if (const auto opened = m_live.open({.slug = "cup"}); !opened) {
        throw std::runtime_error(opened.error().detail);
    }
    m_ingest.registerRoutes(m_router);
    m_playback.registerRoutes(m_router);
    m_listener = net::Listener::open("127.0.0.1:0", m_threads, m_router).value();
    m_threads.start();
    m_listener->start();
}

LiveServer::~LiveServer() {
    m_listener->stop();
    m_threads.stop();
}

HttpResponse LiveServer::get(const std::string& path) const {
    return send(m_listener->port(), {.method = "GET", .path = path, .body = {}, .headers = {}});
}

HttpResponse LiveServer::publish(const std::string& track, const core::Bytes& body,
                                 const std::optional<std::string>& session) const {
    HttpRequest request{.method = "POST",
                        .path = "/ingest/v1/cup/" + track,
                        .body = {reinterpret_cast<const char*>(body.data()), body.size()},
                        .headers = {{"Authorization", "Bearer key"}}};
    if (session) {
        request.headers["Tally-Session"] = *session;
    }
    return send(m_listener->port(), request);
}

core::Status LiveServer::mayPublish(std::string_view, std::optional<std::string_view> bearer) const {
    return bearer == "key" ? core::Status() : core::fail(core::ErrorCode::unauthorized, "no such ingest key");
}

} // namespace tally::server::test
