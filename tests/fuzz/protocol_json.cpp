// SPDX-License-Identifier: GPL-3.0-or-later
// JSON documents and messages of every wire, read as each struct that they may be.
#include "core/protocol/catalog.h"
#include "core/protocol/control.h"
#include "core/protocol/measurement.h"
#include "core/protocol/viewer_socket.h"
#include "tests/fuzz/property.h"

#include <cmath>

namespace core = tally::core;
namespace json = boost::json;
using tally::fuzz::require;

namespace {

// Boost 1.81 reads a decimal number up to a few units of the last place off; everything else must come back as it was.
bool isSame(const json::value& a, const json::value& b) {
    if (a.is_double() && b.is_double()) {
        return std::abs(a.get_double() - b.get_double()) <= 1e-12 * std::abs(a.get_double());
    }
    if (a.is_array() && b.is_array()) {
        const auto& left = a.get_array();
        return std::equal(left.begin(), left.end(), b.get_array().begin(), b.get_array().end(), isSame);
    }
    if (a.is_object() && b.is_object()) {
        const auto& right = b.get_object();
        return a.get_object().size() == right.size() &&
               std::all_of(a.get_object().begin(), a.get_object().end(), [&](const auto& member) {
                   const json::value* other = right.if_contains(member.key());
                   return other != nullptr && isSame(member.value(), *other);
               });
    }
    return a == b;
}

template <typename T>
void checkAs(const json::value& document) {
    const auto value = core::fromJson<T>(document);
    if (!value) {
        require(!value.error().detail.empty(), "an error says what is wrong");
        return;
    }
    const std::string text = core::serializeJson(*value);
    const auto again = core::parseJson<T>(text);
    require(again.has_value(), "what was read can be written");
    require(isSame(core::toJson(*again), core::toJson(*value)), "what was written reads as the same");
}

template <typename... Types>
void checkAsEach(const json::value& document) {
    (checkAs<Types>(document), ...);
}

template <typename Message>
void checkMessage(const core::IncomingMessage& incoming) {
    if (!incoming.is<Message>()) {
        return;
    }
    if (const auto message = incoming.as<Message>()) {
        const auto again = core::IncomingMessage::parse(core::encodeMessage(*message));
        require(again && again->template is<Message>() && again->template as<Message>(), "a message can be sent on");
    }
}

template <typename... Messages>
void checkMessages(std::string_view text) {
    if (const auto incoming = core::IncomingMessage::parse(text)) {
        (checkMessage<Messages>(*incoming), ...);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace core;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = parseJsonText(text);
    if (!document) {
        return 0;
    }
    checkAsEach<OrganizationRequest, Organization, EventRequest, Event, CampaignRequest, Campaign, Creative, IngestKey,
                IngestPosition, EventStatus, Problem, Cue, CueRequest, MeasurementBatch, MeasurementReceipt,
                EventReport, ControlAddress>(*document);
    checkMessages<ViewerHello, ViewerReady, ViewerWelcome, ViewerCue, ViewerRefused, ControlHello, ControlWelcome,
                  ControlState, ControlReply, ControlRefused, SetPreview, Cut, Auto, RestartInput, SubscribePreviews>(
        text);
    return 0;
}
