// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/journal.h"

#include "server/measurement/journal_record.h"
#include "server/store/named_thread.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>

namespace tally::server::measurement {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

constexpr std::string_view kSuffix = ".journal";

// Keeps the executor of the awaiting coroutine busy until the record's fate is known, then resumes it there.
template <typename Handler>
std::function<void(core::Status)> resumeOnItsExecutor(Handler handler) {
    auto executor = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
    auto shared = std::make_shared<Handler>(std::move(handler));
    return [executor, shared](core::Status status) {
        asio::post(executor,
                   [shared, status = std::move(status)]() mutable { std::move (*shared)(std::move(status)); });
    };
}

} // namespace

core::Result<std::unique_ptr<Journal>> Journal::open(JournalSettings settings) {
    std::error_code error;
    fs::create_directories(settings.folder, error);
    std::deque<fs::path> closed;
    for (const auto& entry : fs::directory_iterator(settings.folder, error)) {
        if (entry.path().extension() == kSuffix) {
            closed.push_back(entry.path());
        }
    }
    if (error) {
        return core::fail(ErrorCode::unavailable,
                          fmt::format("cannot use {}: {}", settings.folder.string(), error.message()));
    }
    std::sort(closed.begin(), closed.end());
    const std::uint64_t next = closed.empty() ? 1 : std::stoull(closed.back().stem().string()) + 1;
    return std::unique_ptr<Journal>(new Journal(std::move(settings), std::move(closed), next));
}

Journal::Journal(JournalSettings settings, std::deque<fs::path> closed, std::uint64_t nextNumber)
    : m_settings(std::move(settings)), m_nextNumber(nextNumber), m_closed(std::move(closed)) {
    for (const fs::path& path : m_closed) {
        std::error_code ignored;
        m_bytes += fs::file_size(path, ignored);
    }
    m_thread = store::startNamedThread("journal", [this] { run(); });
}

Journal::~Journal() {
    stop();
}

void Journal::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

asio::awaitable<core::Status> Journal::append(std::string payload) {
    asio::use_awaitable_t<> token;
    return asio::async_initiate<asio::use_awaitable_t<>, void(core::Status)>(
        [this](auto handler, std::string bytes) {
            enqueue({std::move(bytes), resumeOnItsExecutor(std::move(handler))});
        },
        token, std::move(payload));
}

void Journal::enqueue(Pending pending) {
    core::Status refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            refusal = core::fail(ErrorCode::closed, "the server is shutting down");
        } else if (m_bytes + pending.payload.size() > m_settings.spoolBytes) {
            refusal = core::fail(ErrorCode::unavailable, "the spool of measurements is full");
        } else {
            m_pending.push_back(std::move(pending));
        }
    }
    if (!refusal) {
        pending.done(refusal);
        return;
    }
    m_changed.notify_all();
}

void Journal::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || !m_pending.empty() || (m_wanted && m_segment); });
        std::vector<Pending> group = std::move(m_pending);
        m_pending.clear();
        const bool last = m_stopping;
        lock.unlock();
        if (!group.empty()) {
            writeGroup(std::move(group));
        }
        lock.lock();
        if (m_segment && (m_wanted || m_segment->size() >= m_settings.segmentBytes)) {
            closeSegment();
        }
        if (last && m_pending.empty()) {
            return;
        }
    }
}

void Journal::writeGroup(std::vector<Pending> group) {
    std::string bytes;
    for (const Pending& pending : group) {
        appendRecord(bytes, pending.payload);
    }
    core::Status status = writeDurably(bytes);
    if (!status) {
        spdlog::error("measurement: {}; trying a new file", status.error().detail);
        status = writeDurably(bytes);
    }
    for (const Pending& pending : group) {
        pending.done(status);
    }
}

// A file that failed is closed with what it holds: records from before the failure are good in it, and one that is
// written twice counts once.
core::Status Journal::writeDurably(const std::string& bytes) {
    if (!m_segment) {
        auto created = JournalSegment::create(m_settings.folder / fmt::format("{:012}{}", m_nextNumber++, kSuffix),
                                              m_settings.sync);
        if (!created) {
            return core::propagate(created);
        }
        m_segment.emplace(std::move(*created));
    }
    const auto status = m_segment->append(bytes);
    m_bytes += bytes.size();
    if (!status) {
        const std::lock_guard lock(m_mutex);
        closeSegment();
    }
    return status;
}

// Under the lock.
void Journal::closeSegment() {
    m_closed.push_back(m_segment->path());
    m_segment.reset();
    m_wanted = false;
    m_changed.notify_all();
}

std::optional<fs::path> Journal::waitForOldest() {
    std::unique_lock lock(m_mutex);
    while (m_closed.empty() && !m_stopping) {
        m_wanted = true;
        m_changed.notify_all();
        m_changed.wait(lock);
    }
    m_wanted = false;
    return m_stopping ? std::nullopt : std::optional(m_closed.front());
}

void Journal::removeOldest() {
    const fs::path path = closedFiles().front();
    forgetOldest();
    std::error_code error;
    fs::remove(path, error);
    if (error) {
        spdlog::error("measurement: cannot remove {}: {}", path.string(), error.message());
    }
}

void Journal::setOldestAside() {
    const fs::path path = closedFiles().front();
    forgetOldest();
    std::error_code error;
    fs::create_directories(m_settings.folder / "refused", error);
    fs::rename(path, m_settings.folder / "refused" / path.filename(), error);
    if (error) {
        spdlog::error("measurement: cannot set {} aside: {}", path.string(), error.message());
    }
}

void Journal::forgetOldest() {
    const std::lock_guard lock(m_mutex);
    std::error_code ignored;
    const std::uint64_t size = fs::file_size(m_closed.front(), ignored);
    m_bytes -= ignored ? 0 : size;
    m_closed.pop_front();
}

std::vector<fs::path> Journal::closedFiles() const {
    const std::lock_guard lock(m_mutex);
    return {m_closed.begin(), m_closed.end()};
}

} // namespace tally::server::measurement
