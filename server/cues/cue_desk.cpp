// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_desk.h"

#include "core/cue/layouts.h"
#include "core/cue/timing.h"
#include "server/cues/cue_rules.h"
#include "server/store/uuid.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace tally::server::cues {

namespace asio = boost::asio;
using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

tl::unexpected<core::Error> occupied(const Booking& booking) {
    return core::fail(ErrorCode::conflict,
                      fmt::format("a cue runs until {}; the next may start at {}", core::formatRfc3339(booking.end),
                                  core::formatRfc3339(booking.released)));
}

} // namespace

CueDesk::CueDesk(asio::any_io_executor executor, CueLedger& ledger, CueBoard& board, ViewerHub& viewers,
                 const live::LiveEvents& live, const catalog::EventDirectory& events, CueSettings settings,
                 catalog::Clock clock)
    : m_executor(std::move(executor)),
      m_ledger(ledger),
      m_board(board),
      m_viewers(viewers),
      m_live(live),
      m_events(events),
      m_settings(settings),
      m_clock(std::move(clock)),
      m_pruning(m_executor) {}

asio::awaitable<core::Status> CueDesk::load() {
    core::WallTime oldest = m_clock() - m_settings.withoutMedia;
    for (const std::string& event : m_events.slugs()) {
        oldest = std::min(oldest, m_live.windowBegin(event).value_or(oldest));
    }
    const auto cues = co_await m_ledger.endingSince(oldest);
    if (!cues) {
        co_return core::propagate(cues);
    }
    for (const core::Cue& cue : *cues) {
        m_board.put(cue);
    }
    co_return core::Status{};
}

CueDesk::~CueDesk() {
    stop();
}

void CueDesk::start() {
    m_pruningEnded = asio::co_spawn(m_executor, pruneEveryMinute(), asio::use_future);
}

void CueDesk::stop() {
    if (m_pruningEnded.valid()) {
        m_stopped = true;
        asio::dispatch(m_executor, [this] { m_pruning.cancel(); });
        m_pruningEnded.get();
    }
}

asio::awaitable<void> CueDesk::pruneEveryMinute() {
    while (!m_stopped) {
        m_pruning.expires_after(1min);
        co_await m_pruning.async_wait(asio::as_tuple(asio::use_awaitable));
        m_board.prune();
    }
}

asio::awaitable<core::Result<core::Cue>> CueDesk::fire(std::string event, core::CueRequest request) {
    return store::toTheEnd(m_executor, fireToTheEnd(std::move(event), std::move(request)));
}

asio::awaitable<core::Result<core::Cue>> CueDesk::fireToTheEnd(std::string slug, core::CueRequest request) {
    const auto allowed = check(request);
    if (!allowed) {
        co_return core::propagate(allowed);
    }
    const auto event = m_events.find(slug);
    if (!event) {
        co_return core::fail(ErrorCode::notFound, "there is no such event");
    }
    auto earlier = co_await findEarlier(slug, request.id);
    if (earlier && !*earlier) {
        const auto cue = co_await fireNew(*event, request);
        if (cue || cue.error().code != ErrorCode::conflict) {
            co_return cue;
        }
        earlier = co_await findEarlier(slug, request.id); // the same request may have come twice at once
        if (earlier && !*earlier) {
            co_return cue;
        }
    }
    if (!earlier) {
        co_return core::propagate(earlier);
    }
    co_return **earlier;
}

asio::awaitable<core::Result<core::Cue>> CueDesk::fireNew(core::Event event, core::CueRequest request) {
    auto cue = co_await decide(event, request);
    if (!cue) {
        co_return cue;
    }
    const auto stored = co_await record(std::move(*cue), request.id);
    if (stored) {
        publish(*stored);
    }
    co_return stored;
}

void CueDesk::publish(const core::Cue& cue) {
    m_board.put(cue);
    m_viewers.send(cue);
    spdlog::info("cues: {} fires cue {} at {}", cue.event, cue.id, core::formatRfc3339(cue.start));
}

asio::awaitable<core::Result<std::optional<core::Cue>>> CueDesk::findEarlier(std::string event,
                                                                             std::optional<std::string> request) {
    if (!request) {
        co_return std::optional<core::Cue>();
    }
    co_return co_await m_ledger.findByRequest(std::move(event), *request);
}

asio::awaitable<core::Result<core::Cue>> CueDesk::decide(core::Event event, core::CueRequest request) {
    const auto edge = m_live.liveEdge(event.slug);
    if (!edge || !m_live.onAir(event.slug)) {
        co_return core::fail(ErrorCode::conflict, "the event is not on air");
    }
    auto offers = co_await m_ledger.offers(event.organization, event.slug);
    if (!offers) {
        co_return core::propagate(offers);
    }
    auto candidates = selectCandidates(std::move(*offers), request.campaign);
    if (candidates.empty()) {
        co_return core::fail(ErrorCode::conflict, request.campaign ? "the campaign has no creative, or is not active"
                                                                   : "no active campaign has a creative");
    }
    const auto last = co_await m_ledger.lastBooking(event.slug);
    if (!last) {
        co_return core::propagate(last);
    }
    if (*last && *edge < (*last)->end) {
        co_return occupied(**last);
    }
    core::Cue cue = cueFor(event.slug, request, std::move(candidates));
    const auto notBefore = *last ? std::optional((*last)->released) : std::nullopt;
    cue.start = core::startOfCueFiredNow(*edge, request.leadMs.value_or(m_settings.lead), notBefore);
    co_return cue;
}

// Everything but its start and its sequence number.
core::Cue CueDesk::cueFor(std::string event, const core::CueRequest& request,
                          std::vector<core::CueCandidate> candidates) const {
    return {.id = store::newUuid7(m_clock()),
            .event = std::move(event),
            .revision = 1,
            .durationMs = request.durationMs,
            .layout = core::layoutOf(request.format),
            .candidates = std::move(candidates),
            .gapMs = m_settings.gap,
            .surfaces = {core::Surface::socket, core::Surface::manifest}};
}

// A conflict is either our own cue, when the insert was repeated after a lost session, or another firer was quicker.
asio::awaitable<core::Result<core::Cue>> CueDesk::record(core::Cue cue, std::optional<std::string> request) {
    const std::string event = cue.event;
    const std::string id = cue.id;
    auto stored = co_await m_ledger.insert(std::move(cue), request);
    if (stored || stored.error().code != ErrorCode::conflict) {
        co_return stored;
    }
    const auto own = co_await m_ledger.find(event, id);
    if (own && *own) {
        co_return **own;
    }
    const auto booking = co_await m_ledger.lastBooking(event);
    if (booking && *booking) {
        co_return occupied(**booking);
    }
    co_return stored;
}

} // namespace tally::server::cues
