// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/measurement/journal.h"
#include "server/measurement/measurement_metrics.h"
#include "server/measurement/play_ledger.h"

#include <boost/asio/any_io_executor.hpp>

namespace tally::server::measurement {

// Carries the journal into PostgreSQL, file by file, at once when there is something; while PostgreSQL is away it tries
// again with a back-off and the journal spools. What was left by the last run is carried first. Its thread is
// "committer". Public functions: the composition root's thread.
class BatchCommitter {
public:
    // `executor` runs the ledger's coroutines; it must run until stop() has returned.
    BatchCommitter(boost::asio::any_io_executor executor, Journal& journal, PlayLedger& ledger,
                   MeasurementMetrics& metrics);
    ~BatchCommitter(); // stops
    BatchCommitter(const BatchCommitter&) = delete;
    BatchCommitter& operator=(const BatchCommitter&) = delete;

    void start();
    // Stops the journal too: nothing is accepted that nobody carries. What is not carried yet stays on disk.
    void stop();

private:
    enum class Outcome { carried, refused, away };

    void run();
    void countLeftover();
    void carry(const std::filesystem::path& file);
    Outcome tryToCarry(const std::vector<JournalEntry>& entries);
    bool waitToTryAgain(std::chrono::milliseconds backOff); // false: stopped

    const boost::asio::any_io_executor m_executor;
    Journal& m_journal;
    PlayLedger& m_ledger;
    MeasurementMetrics& m_metrics;

    std::mutex m_mutex;
    std::condition_variable m_stopped;
    bool m_stopping = false; // guarded by m_mutex
    std::thread m_thread;
};

} // namespace tally::server::measurement
