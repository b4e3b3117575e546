// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/ingest_routes.h"
#include "server/live/live_service.h"
#include "server/live/playback_routes.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/support/http_client.h"

#include <memory>
#include <optional>
#include <string>

namespace tally::server::test {

// Ingest and playback of one event, "cup", over sockets on a free port; its ingest key is "key". The test's thread.
class LiveServer : private live::IngestGate {
public:
    LiveServer(const std::filesystem::path& folder, std::chrono::seconds window);
    ~LiveServer();

    live::LiveService& live() { return m_live; }
    HttpResponse get(const std::string& path) const;
    HttpResponse publish(const std::string& track, const core::Bytes& body,
                         const std::optional<std::string>& session = "start-1") const;

private:
    core::Status mayPublish(std::string_view event, std::optional<std::string_view> bearer) const override;

    live::LiveService m_live;
    live::IngestRoutes m_ingest{m_live, *this};
    live::PlaybackRoutes m_playback{m_live};
    net::Router m_router;
    net::IoThreads m_threads{1};
    std::unique_ptr<net::Listener> m_listener;
};

} // namespace tally::server::test
