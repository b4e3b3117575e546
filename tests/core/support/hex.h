// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

// Bytes in tests as people read them.
namespace tally::test {

// "00 0A ff" → three bytes; white space only sets apart.
core::Bytes hex(std::string_view text);

// The other way: "00 0a ff".
std::string hexText(core::ByteView bytes);

core::Bytes joined(std::initializer_list<core::Bytes> pieces);

// A box of 14496-12 around a body.
core::Bytes box(std::string_view type, const core::Bytes& body);

} // namespace tally::test
