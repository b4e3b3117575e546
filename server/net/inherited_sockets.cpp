// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/inherited_sockets.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace tally::server::net {
namespace {

constexpr int kFirstDescriptor = 3; // SD_LISTEN_FDS_START
constexpr std::string_view kPlain = "http";
constexpr std::string_view kTls = "https";

std::string takeVariable(const char* name) {
    const char* value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(name);
    return text;
}

std::optional<int> numberOf(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// A socket unit without FileDescriptorName= passes its own name, which says nothing of what is spoken.
std::string ourName(const std::string& name) {
    return std::string(name == kTls ? kTls : kPlain);
}

} // namespace

core::Result<InheritedSockets> InheritedSockets::fromEnvironment() {
    const std::string process = takeVariable("LISTEN_PID");
    const std::string count = takeVariable("LISTEN_FDS");
    std::istringstream names(takeVariable("LISTEN_FDNAMES"));
    InheritedSockets inherited;
    if (numberOf(process) != std::optional<int>(::getpid())) { // meant for another process, or for none
        return inherited;
    }
    const auto sockets = numberOf(count);
    if (!sockets || *sockets < 0) {
        return core::fail(core::ErrorCode::invalid, "LISTEN_FDS is '" + count + "', which is no number of sockets");
    }
    for (int descriptor = kFirstDescriptor; descriptor < kFirstDescriptor + *sockets; ++descriptor) {
        std::string name;
        std::getline(names, name, ':');
        auto socket = ListenSocket::adopt(descriptor);
        if (!socket) {
            return core::propagate(socket);
        }
        inherited.m_sockets.emplace(ourName(name), std::move(*socket));
    }
    return inherited;
}

std::optional<ListenSocket> InheritedSockets::take(const std::string& name) {
    auto found = m_sockets.extract(name);
    return found ? std::optional<ListenSocket>(std::move(found.mapped())) : std::nullopt;
}

} // namespace tally::server::net
