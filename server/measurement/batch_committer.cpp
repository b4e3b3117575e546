// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/batch_committer.h"

#include "server/measurement/journal_record.h"
#include "server/store/named_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <spdlog/spdlog.h>

#include <numeric>

namespace tally::server::measurement {

namespace fs = std::filesystem;
using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFirstBackOff = 100ms;
constexpr std::chrono::milliseconds kLongestBackOff = 2000ms;

std::vector<JournalEntry> entriesOf(const fs::path& file) {
    std::vector<JournalEntry> entries;
    const auto bytes = readSegment(file);
    if (!bytes) {
        spdlog::error("measurement: {}", bytes.error().detail);
        return entries;
    }
    for (const std::string& payload : readRecords(*bytes)) {
        auto entry = core::parseJson<JournalEntry>(payload);
        if (entry) {
            entries.push_back(std::move(*entry));
        } else {
            spdlog::error("measurement: a record of {} is unreadable: {}", file.string(), entry.error().detail);
        }
    }
    return entries;
}

std::uint64_t eventsIn(const std::vector<JournalEntry>& entries) {
    return std::accumulate(
        entries.begin(), entries.end(), std::uint64_t(0),
        [](std::uint64_t sum, const JournalEntry& entry) { return sum + entry.batch.events.size(); });
}

bool mayHelpToTryAgain(ErrorCode code) {
    return code == ErrorCode::unavailable || code == ErrorCode::timeout || code == ErrorCode::closed;
}

} // namespace

BatchCommitter::BatchCommitter(boost::asio::any_io_executor executor, Journal& journal, PlayLedger& ledger,
                               MeasurementMetrics& metrics)
    : m_executor(std::move(executor)), m_journal(journal), m_ledger(ledger), m_metrics(metrics) {}

BatchCommitter::~BatchCommitter() {
    stop();
}

void BatchCommitter::start() {
    countLeftover();
    m_thread = store::startNamedThread("committer", [this] { run(); });
}

void BatchCommitter::stop() {
    m_journal.stop();
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_stopped.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void BatchCommitter::countLeftover() {
    for (const fs::path& file : m_journal.closedFiles()) {
        m_metrics.accepted(eventsIn(entriesOf(file)));
    }
}

void BatchCommitter::run() {
    while (const auto file = m_journal.waitForOldest()) {
        carry(*file);
        m_metrics.journalBytes(m_journal.bytes());
    }
}

void BatchCommitter::carry(const fs::path& file) {
    const auto entries = entriesOf(file);
    auto backOff = kFirstBackOff;
    auto outcome = tryToCarry(entries);
    while (outcome == Outcome::away) {
        m_metrics.journalBytes(m_journal.bytes());
        if (!waitToTryAgain(backOff)) {
            return;
        }
        backOff = std::min(backOff * 2, kLongestBackOff);
        outcome = tryToCarry(entries);
    }
    if (outcome == Outcome::carried) {
        m_journal.removeOldest();
    } else {
        m_metrics.refused(eventsIn(entries));
        m_journal.setOldestAside();
    }
}

// What PostgreSQL will never take must not hold up all that follows.
BatchCommitter::Outcome BatchCommitter::tryToCarry(const std::vector<JournalEntry>& entries) {
    try {
        const auto count = boost::asio::co_spawn(m_executor, m_ledger.commit(entries), boost::asio::use_future).get();
        if (count) {
            m_metrics.committed(count->events, count->duplicates);
            return Outcome::carried;
        }
        spdlog::log(mayHelpToTryAgain(count.error().code) ? spdlog::level::warn : spdlog::level::err,
                    "measurement: not committed: {}", count.error().detail);
        return mayHelpToTryAgain(count.error().code) ? Outcome::away : Outcome::refused;
    } catch (const std::exception& bug) {
        spdlog::error("measurement: not committed: {}", bug.what());
        return Outcome::refused;
    }
}

bool BatchCommitter::waitToTryAgain(std::chrono::milliseconds backOff) {
    std::unique_lock lock(m_mutex);
    return !m_stopped.wait_for(lock, backOff, [this] { return m_stopping; });
}

} // namespace tally::server::measurement
