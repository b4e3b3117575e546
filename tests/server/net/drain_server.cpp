// SPDX-License-Identifier: GPL-3.0-or-later
// A small server for the tests of what only a process of its own can show: sockets that are handed over, the end by
// SIGTERM, few file descriptors. Listens on the socket that it was passed, or on the address that is its argument.
#include "server/net/held_requests.h"
#include "server/net/inherited_sockets.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/prepared_response.h"
#include "server/net/router.h"

#include <boost/asio/steady_timer.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

namespace {

using namespace tally::server::net;
namespace asio = boost::asio;

std::string processText() {
    return std::to_string(::getpid());
}

asio::awaitable<Response> now(Request&) {
    co_return Response::ofText(200, "text/plain", processText());
}

// As a playlist request that waits for its part.
std::optional<Response> held(Request& request) {
    if (request.holder->wasHeld()) {
        return Response::ofText(200, "text/plain", processText());
    }
    const auto time = std::chrono::milliseconds(std::stoi(request.parameter("ms")));
    const auto waits = request.holder->hold(std::chrono::steady_clock::now() + std::chrono::minutes(2));
    const auto timer = std::make_shared<asio::steady_timer>(waits->executor(), time);
    timer->async_wait([timer, waits = std::weak_ptr(waits)](boost::system::error_code) {
        if (const auto waiting = waits.lock()) {
            SharedAnswer shared;
            waiting->askAgain(shared);
        }
    });
    return std::nullopt;
}

tally::core::Result<ListenSocket> socketFor(int argc, char* argv[]) {
    auto inherited = InheritedSockets::fromEnvironment();
    if (!inherited) {
        return tally::core::propagate(inherited);
    }
    if (auto socket = inherited->take("http")) {
        return std::move(*socket);
    }
    return ListenSocket::open(argc > 1 ? argv[1] : "127.0.0.1:0");
}

} // namespace

int main(int argc, char* argv[]) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    spdlog::set_default_logger(spdlog::stderr_logger_mt("server")); // the port alone goes to the other output
    auto socket = socketFor(argc, argv);
    if (!socket) {
        std::cerr << socket.error().detail << std::endl;
        return 1;
    }
    Router router;
    router.add(Method::get, "/now", now);
    router.addImmediate(Method::get, "/held/{ms}", held);
    IoThreads threads(2);
    Listener listener(std::move(*socket), threads, router);
    threads.start();
    listener.start();
    std::cout << listener.port() << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    listener.stop();
    threads.stop();
    return 0;
}
