// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "server/live/event_stream.h"
#include "server/net/http.h"

#include <string>

// What a viewer gets, as HTTP: types, ages, versions (DESIGN §5, cache headers). Any thread.
namespace tally::server::live {

net::Response notThere(); // 404

// A part, a segment or an init; none: notThere(). `name` is never given to other bytes: it is the version.
net::Response ofMedia(MediaBytes bytes, const std::string& name, EventStream& stream);

net::Response ofPlaylist(LazyText& playlist, bool packed);

// A media playlist that was found.
net::Response ofAnswer(const EventStream::Answer& answer, const net::Request& request,
                       const core::DeliveryDirectives& directives, EventStream& stream);

} // namespace tally::server::live
