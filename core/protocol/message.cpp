// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/message.h"

namespace tally::core {

Result<IncomingMessage> IncomingMessage::parse(std::string_view text) {
    auto json = parseJsonText(text);
    if (!json) {
        return propagate(json);
    }
    const boost::json::object* object = json->if_object();
    const boost::json::value* type = object != nullptr ? object->if_contains("type") : nullptr;
    if (type == nullptr || !type->is_string()) {
        return fail(ErrorCode::invalid, "a message is a JSON object with a string member 'type'");
    }
    std::string name(type->get_string());
    return IncomingMessage(std::move(*json), std::move(name));
}

} // namespace tally::core
