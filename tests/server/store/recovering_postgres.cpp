// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/store/recovering_postgres.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>

namespace tally::server::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSocketName = ".s.PGSQL.5432";

store::UniqueFd listenAt(const fs::path& path) {
    store::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(socket.get(), 16) != 0) {
        throw std::runtime_error("no socket at " + path.string());
    }
    return socket;
}

// PostgreSQL's protocol, "ErrorResponse": fields that end with NUL, each with its type in front.
std::string notReady() {
    using namespace std::string_literals;
    const std::string fields = "SFATAL\0VFATAL\0C57P03\0Mthe database system is in recovery mode\0"
                               "Fpostmaster.c\0L2400\0RProcessStartupPacket\0\0"s;
    return "E\0\0\0"s + static_cast<char>(fields.size() + 4) + fields;
}

} // namespace

RecoveringPostgres::RecoveringPostgres(const fs::path& folder, fs::path real, int refusals)
    : m_path(folder / kSocketName),
      m_real(real / kSocketName),
      m_socket(listenAt(m_path)),
      m_thread([this, refusals] { run(refusals); }) {}

RecoveringPostgres::~RecoveringPostgres() {
    ::shutdown(m_socket.get(), SHUT_RDWR); // ends accept()
    m_thread.join();
}

void RecoveringPostgres::run(int refusals) {
    while (m_refused < refusals) {
        const store::UniqueFd client(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (client.get() < 0) {
            return;
        }
        std::array<char, 1024> startup{};
        [[maybe_unused]] const auto got = ::recv(client.get(), startup.data(), startup.size(), 0);
        if (++m_refused == refusals) {
            recover(); // before the client can try again
        }
        const std::string answer = notReady();
        [[maybe_unused]] const auto sent = ::send(client.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
    }
}

void RecoveringPostgres::recover() const {
    const fs::path link = m_path.string() + ".real";
    fs::create_symlink(m_real, link);
    fs::rename(link, m_path);
}

} // namespace tally::server::test
