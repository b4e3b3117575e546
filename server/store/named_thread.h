// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <thread>

namespace tally::server::store {

// A thread that top, gdb and perf show by name. At most 15 characters: the kernel's limit.
std::thread startNamedThread(const std::string& name, std::function<void()> body);

} // namespace tally::server::store
