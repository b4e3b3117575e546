// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/ingest_keys.h"
#include "server/catalog/clock.h"
#include "server/catalog/event_directory.h"
#include "server/catalog/image_header.h"
#include "server/live/interfaces.h"
#include "server/store/pool.h"

namespace tally::server::catalog {

// Organizations, events, campaigns and creatives in the database. Errors of every function: invalid (a field breaks a
// rule), notFound (the thing it belongs to), conflict (the slug is taken), and those of the database.
// Awaited from any thread.
class Catalog {
public:
    Catalog(store::Pool& pool, accounts::IngestKeys& keys, live::LiveEvents& live, EventDirectory& events, Clock clock);

    // Puts every event into the directory and opens it for publishers and viewers.
    boost::asio::awaitable<core::Status> load();

    boost::asio::awaitable<core::Result<core::Organization>> createOrganization(core::OrganizationRequest request);
    boost::asio::awaitable<core::Result<core::Event>> createEvent(core::EventRequest request);
    // It becomes a recording: nobody publishes into it until it is opened again.
    boost::asio::awaitable<core::Result<core::Event>> endEvent(std::string slug);
    boost::asio::awaitable<core::Result<core::Event>> reopenEvent(std::string slug);
    boost::asio::awaitable<core::Result<core::Event>> setWindow(std::string slug, core::EventWindow window);
    boost::asio::awaitable<core::Result<core::Campaign>> createCampaign(core::CampaignRequest request);

    // Records a creative whose file is kept already.
    boost::asio::awaitable<core::Result<core::Creative>> addCreative(core::Creative creative);

private:
    boost::asio::awaitable<core::Result<core::Event>> changeEvent(std::string_view assignments,
                                                                  store::Parameters parameters);
    core::Status open(const core::Event& event);

    store::Pool& m_pool;
    accounts::IngestKeys& m_keys;
    live::LiveEvents& m_live;
    EventDirectory& m_events;
    Clock m_clock;
};

} // namespace tally::server::catalog
