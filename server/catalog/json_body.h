// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"
#include "server/net/http.h"

namespace tally::server::catalog {

inline constexpr std::size_t kJsonBodyBytes = 64 * 1024;

// The body as T. Error: of the body, or invalid with the path of the wrong member. The connection's thread.
template <typename T>
boost::asio::awaitable<core::Result<T>> readJson(net::Request& request) {
    const auto text = co_await request.body->readAll(kJsonBodyBytes);
    if (!text) {
        co_return core::propagate(text);
    }
    co_return core::parseJson<T>(*text);
}

// 201 with the JSON of what was made, or the problem document of the error.
template <typename T>
net::Response created(const core::Result<T>& made) {
    return made ? net::Response::ofJson(201, core::serializeJson(*made)) : net::Response::ofError(made.error());
}

} // namespace tally::server::catalog
