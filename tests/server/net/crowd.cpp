// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/crowd.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>

namespace tally::server::test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

std::string field(const std::string& head, const std::string& name) {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) {
        return "";
    }
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

} // namespace

Crowd::Crowd(std::size_t clients, std::uint16_t port, std::vector<std::string> paths)
    : m_port(port), m_paths(std::move(paths)) {
    for (std::size_t number = 0; number < clients; ++number) {
        asio::co_spawn(m_context, play(number), asio::detached);
    }
    m_thread = std::thread([this] { m_context.run(); });
}

Crowd::~Crowd() {
    m_ending = true;
    m_thread.join();
}

asio::awaitable<Crowd::Answer> Crowd::ask(tcp::socket& socket, const std::string& path) {
    if (!socket.is_open()) {
        co_await socket.async_connect({asio::ip::address_v4::loopback(), m_port}, asio::use_awaitable);
    }
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n";
    co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
    std::string text;
    const std::size_t head =
        co_await asio::async_read_until(socket, asio::dynamic_buffer(text), "\r\n\r\n", asio::use_awaitable);
    Answer answer;
    answer.status = std::stoi(text.substr(9, 3));
    answer.close = field(text, "Connection") == "close";
    answer.location = field(text, "Location");
    const std::string length = field(text, "Content-Length");
    const std::size_t whole = head + (length.empty() ? 0 : std::stoul(length));
    if (text.size() < whole) {
        co_await asio::async_read(socket, asio::dynamic_buffer(text), asio::transfer_exactly(whole - text.size()),
                                  asio::use_awaitable);
    }
    answer.body = text.substr(head);
    co_return answer;
}

void Crowd::note(const Answer& answer, const std::string& path) {
    const std::lock_guard lock(m_mutex);
    if (answer.status == 200) {
        ++m_answers[answer.body];
        m_answered.notify_all();
    } else if (answer.status != 307) {
        m_failures.push_back(path + ": " + std::to_string(answer.status));
    }
}

asio::awaitable<void> Crowd::play(std::size_t number) {
    tcp::socket socket(m_context);
    for (std::size_t turn = number; !m_ending; ++turn) {
        const std::string& path = m_paths[turn % m_paths.size()];
        try {
            Answer answer;
            do {
                answer = co_await ask(socket, path);
                note(answer, path);
                if (answer.close) {
                    socket.close();
                }
            } while (answer.status == 307);
        } catch (const std::exception& error) {
            const std::lock_guard lock(m_mutex);
            m_failures.push_back(path + ": " + error.what());
            socket.close();
        }
    }
}

void Crowd::waitFor(const std::string& body, std::size_t answers) {
    std::unique_lock lock(m_mutex);
    const std::size_t enough = m_answers[body] + answers;
    m_answered.wait_for(lock, std::chrono::seconds(20), [&] { return m_answers[body] >= enough; });
}

std::vector<std::string> Crowd::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

} // namespace tally::server::test
