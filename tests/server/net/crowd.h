// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tally::server::test {

// Clients that ask without a pause, each over one keep-alive connection, as players do: after "Connection: close" they
// connect again, a 307 is followed, and anything else but a 200 counts as failed. They run on a thread of their own.
class Crowd {
public:
    Crowd(std::size_t clients, std::uint16_t port, std::vector<std::string> paths);
    ~Crowd(); // they finish their last request

    void waitFor(const std::string& body, std::size_t answers); // until so many more had this body
    std::vector<std::string> failures() const;                  // one line each

private:
    struct Answer {
        int status = 0;
        bool close = false;
        std::string location;
        std::string body;
    };

    boost::asio::awaitable<void> play(std::size_t number);
    boost::asio::awaitable<Answer> ask(boost::asio::ip::tcp::socket& socket, const std::string& path);
    void note(const Answer& answer, const std::string& path);

    const std::uint16_t m_port;
    const std::vector<std::string> m_paths;
    std::atomic<bool> m_ending = false;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_answered;
    std::map<std::string, std::size_t> m_answers;
    std::vector<std::string> m_failures;
    boost::asio::io_context m_context;
    std::thread m_thread;
};

} // namespace tally::server::test
