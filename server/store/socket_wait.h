// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <chrono>

namespace tally::server::store {

using Deadline = std::chrono::steady_clock::time_point;

// Waits until the socket is readable or writable. Error: timeout at the deadline, closed when it was cancelled.
// Runs on the socket's executor.
boost::asio::awaitable<core::Status> waitForSocket(boost::asio::posix::stream_descriptor& socket,
                                                   boost::asio::posix::descriptor_base::wait_type what,
                                                   Deadline deadline);

} // namespace tally::server::store
