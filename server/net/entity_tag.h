// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tally::server::net {

// A strong entity tag, with its quotes, from the content (64 bits of FNV-1a: it names a version, it proves nothing).
// For what is made once and sent often: the tag is kept with it.
std::string entityTagOf(std::string_view content);

// RFC 9110 §13.1.2: whether the list of an If-None-Match or If-Match header has the tag; "*" has every tag.
enum class TagComparison { strong, weak };
bool hasTag(std::string_view list, std::string_view tag, TagComparison comparison);

} // namespace tally::server::net
