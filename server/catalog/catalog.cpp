// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/catalog.h"

#include "server/catalog/field_rules.h"
#include "server/store/uuid.h"

namespace tally::server::catalog {

namespace asio = boost::asio;
using core::ErrorCode;
using store::Repeat;

namespace {

constexpr double kPartTargetSeconds = 0.21334; // 200 ms of video, 48 kHz AAC cut on its grid
constexpr double kSegmentSeconds = 1;

// The database's words name a constraint; people want to know what is missing.
core::Error explained(const core::Error& error, std::string_view missing, std::string_view taken) {
    switch (error.code) {
    case ErrorCode::notFound:
        return {error.code, std::string(missing)};
    case ErrorCode::conflict:
        return {error.code, std::string(taken)};
    default:
        return error;
    }
}

core::Event eventOf(const core::EventRequest& request) {
    core::Event event;
    event.slug = request.slug;
    event.name = request.name;
    event.organization = request.organization;
    event.partTargetSeconds = request.partTargetSeconds.value_or(kPartTargetSeconds);
    event.segmentSeconds = request.segmentSeconds.value_or(kSegmentSeconds);
    event.windowSeconds = request.windowSeconds;
    event.quotaMebibytes = request.quotaMebibytes;
    return event;
}

constexpr std::string_view kEventColumns =
    "slug, name, organization, part_target_seconds, segment_seconds, window_seconds, quota_mebibytes, ended_at";

core::Event eventOf(const store::Row& row) {
    core::Event event;
    event.slug = row.string(0);
    event.name = row.string(1);
    event.organization = row.string(2);
    event.partTargetSeconds = row.number(3);
    event.segmentSeconds = row.number(4);
    event.windowSeconds = row.isNull(5) ? std::nullopt : std::optional(row.count(5));
    event.quotaMebibytes = row.isNull(6) ? std::nullopt : std::optional(row.count(6));
    event.endedAt = row.isNull(7) ? std::nullopt : std::optional(row.time(7));
    return event;
}

live::EventSettings settingsOf(const core::Event& event) {
    live::EventSettings settings;
    settings.slug = event.slug;
    settings.partTargetSeconds = event.partTargetSeconds;
    settings.segmentSeconds = event.segmentSeconds;
    if (event.windowSeconds) {
        settings.window = std::chrono::seconds(*event.windowSeconds);
    }
    if (event.quotaMebibytes) {
        settings.quotaBytes = *event.quotaMebibytes * 1024 * 1024;
    }
    settings.ended = event.endedAt.has_value();
    return settings;
}

} // namespace

Catalog::Catalog(store::Pool& pool, accounts::IngestKeys& keys, live::LiveEvents& live, EventDirectory& events,
                 Clock clock)
    : m_pool(pool), m_keys(keys), m_live(live), m_events(events), m_clock(std::move(clock)) {}

asio::awaitable<core::Status> Catalog::load() {
    const auto rows =
        co_await m_pool.query("SELECT " + std::string(kEventColumns) + " FROM events", store::bind(), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const core::Event event = eventOf((*rows)[i]);
        const auto opened = open(event);
        if (!opened) {
            co_return core::fail(opened.error().code, "event " + event.slug + ": " + opened.error().detail);
        }
    }
    co_return core::Status{};
}

core::Status Catalog::open(const core::Event& event) {
    m_keys.addEvent(event.slug);
    m_events.add(event);
    return m_live.open(settingsOf(event));
}

asio::awaitable<core::Result<core::Organization>> Catalog::createOrganization(core::OrganizationRequest request) {
    const auto allowed = check(request);
    if (!allowed) {
        co_return core::propagate(allowed);
    }
    const core::Organization organization{store::newUuid7(m_clock()), request.name};
    const auto stored = co_await m_pool.query("INSERT INTO organizations (id, name) VALUES ($1, $2)",
                                              store::bind(organization.id, organization.name), Repeat::never);
    if (!stored) {
        co_return core::propagate(stored);
    }
    co_return organization;
}

asio::awaitable<core::Result<core::Event>> Catalog::createEvent(core::EventRequest request) {
    const auto allowed = check(request);
    if (!allowed) {
        co_return core::propagate(allowed);
    }
    const core::Event event = eventOf(request);
    const auto stored = co_await m_pool.query(
        "INSERT INTO events (slug, organization, name, part_target_seconds, segment_seconds, window_seconds,"
        " quota_mebibytes) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        store::bind(event.slug, event.organization, event.name, event.partTargetSeconds, event.segmentSeconds,
                    event.windowSeconds, event.quotaMebibytes),
        Repeat::never);
    if (!stored) {
        co_return tl::unexpected(explained(stored.error(), "there is no organization " + event.organization,
                                           "the slug " + event.slug + " is taken"));
    }
    const auto opened = open(event);
    if (!opened) {
        co_return core::propagate(opened);
    }
    co_return event;
}

asio::awaitable<core::Result<core::Event>> Catalog::endEvent(std::string slug) {
    return changeEvent("ended_at = coalesce(ended_at, $2::timestamptz)", store::bind(std::move(slug), m_clock()));
}

asio::awaitable<core::Result<core::Event>> Catalog::reopenEvent(std::string slug) {
    return changeEvent("ended_at = NULL", store::bind(std::move(slug)));
}

asio::awaitable<core::Result<core::Event>> Catalog::setWindow(std::string slug, core::EventWindow window) {
    const auto allowed = check(window);
    if (!allowed) {
        co_return core::propagate(allowed);
    }
    co_return co_await changeEvent("window_seconds = $2, quota_mebibytes = $3",
                                   store::bind(std::move(slug), window.windowSeconds, window.quotaMebibytes));
}

// The database first: what it did not take is not in effect. Each says the same when it is sent again.
asio::awaitable<core::Result<core::Event>> Catalog::changeEvent(std::string_view assignments,
                                                                store::Parameters parameters) {
    const std::string statement =
        "UPDATE events SET " + std::string(assignments) + " WHERE slug = $1 RETURNING " + std::string(kEventColumns);
    const auto rows = co_await m_pool.query(statement, std::move(parameters), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    if (rows->empty()) {
        co_return core::fail(ErrorCode::notFound, "there is no such event");
    }
    const core::Event event = eventOf((*rows)[0]);
    const auto opened = open(event);
    if (!opened) {
        co_return core::propagate(opened);
    }
    co_return event;
}

asio::awaitable<core::Result<core::Campaign>> Catalog::createCampaign(core::CampaignRequest request) {
    const auto allowed = check(request);
    if (!allowed) {
        co_return core::propagate(allowed);
    }
    const core::Campaign campaign{store::newUuid7(m_clock()), request.organization, request.name};
    const auto stored =
        co_await m_pool.query("INSERT INTO campaigns (id, organization, name) VALUES ($1, $2, $3)",
                              store::bind(campaign.id, campaign.organization, campaign.name), Repeat::never);
    if (!stored) {
        co_return tl::unexpected(explained(stored.error(), "there is no organization " + campaign.organization, ""));
    }
    co_return campaign;
}

asio::awaitable<core::Result<core::Creative>> Catalog::addCreative(core::Creative creative) {
    if (!store::isUuid(creative.campaign)) {
        co_return core::fail(ErrorCode::notFound, "there is no such campaign");
    }
    creative.id = store::newUuid7(m_clock());
    const auto stored = co_await m_pool.query(
        "INSERT INTO creatives (id, campaign, sha256, mime, bytes, width, height) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        store::bind(creative.id, creative.campaign, creative.sha256, creative.mime, creative.bytes, creative.width,
                    creative.height),
        Repeat::never);
    if (!stored) {
        co_return tl::unexpected(explained(stored.error(), "there is no campaign " + creative.campaign, ""));
    }
    co_return creative;
}

} // namespace tally::server::catalog
