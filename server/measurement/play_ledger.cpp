// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/play_ledger.h"

#include <fmt/format.h>

#include <iterator>
#include <set>

namespace tally::server::measurement {

namespace asio = boost::asio;
using store::Repeat;

namespace {

const std::string kStage =
    "CREATE TEMPORARY TABLE IF NOT EXISTS play_events_staging (LIKE play_events) ON COMMIT DELETE ROWS";
const std::string kCopy = "COPY play_events_staging FROM STDIN";
const std::string kInsert = "INSERT INTO play_events SELECT * FROM play_events_staging ON CONFLICT DO NOTHING";
const std::string kSessions = "INSERT INTO play_sessions (event, session, seen)"
                              " SELECT event, session, range_agg(int8range(sequence, sequence + 1)) FROM "
                              "play_events_staging GROUP BY event, session"
                              " ON CONFLICT (event, session) DO UPDATE SET seen = play_sessions.seen + EXCLUDED.seen";

// Plays are counted for cues that were fired, in the partition of their date.
constexpr const char* kCueReports =
    "SELECT c.id, c.starts_at, count(*) FILTER (WHERE p.kind = 'impression'),"
    " count(*) FILTER (WHERE p.kind = 'firstQuartile'), count(*) FILTER (WHERE p.kind = 'midpoint'),"
    " count(*) FILTER (WHERE p.kind = 'thirdQuartile'), count(*) FILTER (WHERE p.kind = 'complete'),"
    " count(*) FILTER (WHERE p.kind = 'error')"
    " FROM cues c LEFT JOIN play_events p"
    " ON p.cue = c.id AND p.event = c.event AND p.cue_date = (c.starts_at AT TIME ZONE 'UTC')::date"
    " WHERE c.event = $1 AND c.state <> 'cancelled' GROUP BY c.id ORDER BY c.starts_at DESC";

// Of each session: the highest number, less the numbers that came.
constexpr const char* kLost =
    "SELECT coalesce(sum(upper(seen) - 1 - (SELECT sum(upper(r) - lower(r)) FROM unnest(seen) r)), 0)::bigint"
    " FROM play_sessions WHERE event = $1";

// A row of COPY's text format in the order of the table's columns. Every text was checked when it was accepted: none
// holds a tab, a newline or a backslash.
void appendRow(std::string& rows, const JournalEntry& entry, const core::MeasurementEvent& event) {
    fmt::format_to(std::back_inserter(rows), "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", event.cueDate,
                   event.play, core::nameOf(event.kind), event.ordinal, entry.batch.event, event.cue,
                   entry.batch.session, event.sequence, event.creative, event.campaign,
                   core::formatRfc3339(event.programmeTime), event.watchedMs.count(),
                   event.vastError ? std::to_string(*event.vastError) : "\\N", core::formatRfc3339(entry.receivedAt));
}

asio::awaitable<core::Result<CommitCount>> commitRows(store::Connection& connection, const std::string& rows) {
    const auto staged = co_await connection.execute(kStage);
    if (!staged) {
        co_return core::propagate(staged);
    }
    const auto copied = co_await connection.copyIn(kCopy, rows);
    if (!copied) {
        co_return core::propagate(copied);
    }
    const store::Parameters none;
    const auto inserted = co_await connection.query(kInsert, none);
    if (!inserted) {
        co_return core::propagate(inserted);
    }
    const auto counted = co_await connection.execute(kSessions);
    if (!counted) {
        co_return core::propagate(counted);
    }
    co_return CommitCount{*copied, *copied - inserted->affected()};
}

core::CueReport cueReportOf(const store::Row& row) {
    return {row.string(0), row.time(1),  row.count(2), row.count(3),
            row.count(4),  row.count(5), row.count(6), row.count(7)};
}

} // namespace

asio::awaitable<core::Result<CommitCount>> PlayLedger::commit(std::vector<JournalEntry> entries) {
    const auto ready = co_await ensurePartitions(entries);
    if (!ready) {
        co_return core::propagate(ready);
    }
    std::string rows;
    for (const JournalEntry& entry : entries) {
        for (const core::MeasurementEvent& event : entry.batch.events) {
            appendRow(rows, entry, event);
        }
    }
    store::Pool::Work<CommitCount> work = [&rows](store::Connection& connection) {
        return commitRows(connection, rows);
    };
    co_return co_await m_pool.transaction<CommitCount>(std::move(work), Repeat::safe);
}

asio::awaitable<core::Status> PlayLedger::ensurePartitions(const std::vector<JournalEntry>& entries) {
    std::set<std::string> dates;
    for (const JournalEntry& entry : entries) {
        for (const core::MeasurementEvent& event : entry.batch.events) {
            dates.insert(event.cueDate);
        }
    }
    for (const std::string& date : dates) {
        const auto made =
            co_await m_pool.query("SELECT ensure_play_events_partition($1::date)", store::bind(date), Repeat::safe);
        if (!made) {
            co_return core::propagate(made);
        }
    }
    co_return core::Status{};
}

asio::awaitable<core::Result<core::EventReport>> PlayLedger::report(std::string event) {
    const auto cues = co_await m_pool.query(kCueReports, store::bind(event), Repeat::safe);
    if (!cues) {
        co_return core::propagate(cues);
    }
    const auto lost = co_await m_pool.query(kLost, store::bind(event), Repeat::safe);
    if (!lost) {
        co_return core::propagate(lost);
    }
    core::EventReport report;
    report.event = event;
    report.fired = cues->size();
    report.lost = (*lost)[0].count(0);
    for (std::size_t i = 0; i < cues->size(); ++i) {
        report.cues.push_back(cueReportOf((*cues)[i]));
        report.shown += report.cues.back().shown;
        report.complete += report.cues.back().complete;
    }
    co_return report;
}

} // namespace tally::server::measurement
