// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

#include <string>
#include <string_view>

// Socket messages are JSON objects whose member "type" says which struct the rest is. A message struct carries its
// type as `static constexpr std::string_view kType`. Pure; any thread.
namespace tally::core {

template <typename Message>
std::string encodeMessage(const Message& message) {
    boost::json::value json = toJson(message);
    json.get_object().emplace("type", Message::kType);
    return serializeJsonValue(json);
}

// A parsed message whose struct is not known yet.
class IncomingMessage {
public:
    // Error: invalid, when the text is no JSON object with a string "type".
    static Result<IncomingMessage> parse(std::string_view text);

    std::string_view type() const { return m_type; }

    template <typename Message>
    bool is() const {
        return m_type == Message::kType;
    }

    // Error: invalid, with the path of the missing or wrong member.
    template <typename Message>
    Result<Message> as() const {
        return fromJson<Message>(m_json);
    }

private:
    IncomingMessage(boost::json::value json, std::string type) : m_json(std::move(json)), m_type(std::move(type)) {}

    boost::json::value m_json;
    std::string m_type;
};

} // namespace tally::core
