// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hostile/http_requests.h"

#include <string_view>

namespace tally::test {
namespace {

using namespace std::string_literals;

// A request behind the broken one: whoever takes it for a request of its own has been deceived.
const std::string kSmuggled = "GET /hello/smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

std::string get(std::string_view target) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: t\r\n\r\n";
}

std::string post(std::string_view fields, std::string_view body = "") {
    return "POST /echo HTTP/1.1\r\nHost: t\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

std::string chunked(std::string_view body) {
    return post("Transfer-Encoding: chunked\r\n", body);
}

} // namespace

std::vector<HostileRequest> hugeAddresses() {
    return {
        {"a name of 4 KB", get("/hello/" + std::string(4096, 'x'))},
        {"a query of 64 KB", get("/hello/you?" + std::string(65536, 'q'))},
        {"a field of 9 KB", "GET /hello/you HTTP/1.1\r\nHost: t\r\nX: " + std::string(9000, 'x') + "\r\n\r\n"},
        {"a field's name of 9 KB", "GET /hello/you HTTP/1.1\r\nHost: t\r\n" + std::string(9000, 'x') + ": 1\r\n\r\n"},
    };
}

std::vector<HostileRequest> waysOutOfAFolder() {
    return {
        {"..", get("/hello/../x")},
        {"%2e%2e", get("/hello/%2e%2e/x")},
        {"%2E.", get("/hello/%2E./x")},
        {"..%2f", get("/hello/..%2fx")},
        {".. at the end", get("/hello/..")},
        {"backslash", get("/hello/..\\x")},
        {"%5c", get("/hello/..%5cx")},
        {"NUL", get("/hello/a%00b")},
        {"line end", get("/hello/a%0d%0ab")},
        {"half an escape", get("/hello/a%2")},
        {"no escape at all", get("/hello/a%zz")},
        {"another host's address", get("http://other.example/hello/you")},
        {"no path", get("hello")},
    };
}

std::vector<HostileRequest> ambiguousFraming() {
    return {
        {"length and chunked", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + kSmuggled)},
        {"chunked and length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n" + kSmuggled)},
        {"another coding and length", post("Transfer-Encoding: gzip\r\nContent-Length: 0\r\n", kSmuggled)},
        {"a coding that nobody knows", post("Transfer-Encoding: xchunked\r\n", kSmuggled)},
        {"chunked is not the last coding", post("Transfer-Encoding: chunked, identity\r\n", kSmuggled)},
        {"chunked under another coding", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n" + kSmuggled)},
        {"a quoted coding", post("Transfer-Encoding: \"chunked\"\r\n", kSmuggled)},
        {"no coding", post("Transfer-Encoding:\r\n", kSmuggled)},
        {"chunked twice",
         post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + kSmuggled)},
        {"chunked in HTTP/1.0",
         "POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kSmuggled},
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")},
        {"one length twice", post("Content-Length: 4\r\nContent-Length: 4\r\n", "abcd")},
        {"a list of lengths", post("Content-Length: 4, 4\r\n", "abcd")},
        {"length +5", post("Content-Length: +5\r\n", "abcde")},
        {"length -1", post("Content-Length: -1\r\n", kSmuggled)},
        {"length 0x5", post("Content-Length: 0x5\r\n", "abcde")},
        {"length 2^64", post("Content-Length: 18446744073709551616\r\n", kSmuggled)},
        {"chunk 0x5", chunked("0x5\r\nabcde\r\n0\r\n\r\n")},
        {"chunk +5", chunked("+5\r\nabcde\r\n0\r\n\r\n")},
        {"a chunk size of 17 digits", chunked("10000000000000000\r\na\r\n0\r\n\r\n")},
        {"a chunk longer than its size", chunked("2\r\nabc\r\n0\r\n\r\n")},
        {"bare LF behind a chunk size", chunked("3\nabc\n0\n\n" + kSmuggled)},
        {"a space before the colon", post("Content-Length : 0\r\n", kSmuggled)},
        {"bare LF between fields", "POST /echo HTTP/1.1\r\nHost: t\nContent-Length: 5\r\n\r\nabcde"},
        {"bare CR in a field", post("X: a\rb\r\n")},
        {"NUL in a field", post("X: a\0b\r\n"s)},
        {"a field that begins the head", "POST /echo HTTP/1.1\r\n Host: t\r\n\r\n"},
        {"no host", "GET /hello/you HTTP/1.1\r\n\r\n"},
        {"two hosts", "GET /hello/you HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n"},
        {"no HTTP at all", "\x16\x03\x01\x02\r\n\r\n"s},
        {"HTTP/1.2", "GET /hello/you HTTP/1.2\r\nHost: t\r\n\r\n"},
        {"HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    };
}

std::vector<HostileRequest> plainRequests() {
    return {
        {"a path", get("/hello/you?_HLS_msn=1&_HLS_part=2")},
        {"two requests", get("/hello/one") + get("/hello/two")},
        {"HEAD", "HEAD /hello/you HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"},
        {"a body", post("Content-Length: 4\r\n", "abcd") + get("/hello/you")},
        {"chunks", chunked("3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\nX: trailer\r\n\r\n") + get("/hello/you")},
        {"Expect", post("Expect: 100-continue\r\nContent-Length: 4\r\n", "abcd")},
        {"a folded field", post("X: a\r\n b\r\nContent-Length: 1\r\n", "a")},
        {"preflight", "OPTIONS /hello/you HTTP/1.1\r\nHost: t\r\nOrigin: https://other.example\r\n\r\n"},
        {"another method", "DELETE /hello/you HTTP/1.1\r\nHost: t\r\n\r\n"},
        {"an unknown method", "BREW /hello/you HTTP/1.1\r\nHost: t\r\n\r\n"},
        {"a fault", get("/fault")},
        {"nothing there", get("/nothing")},
        {"a handshake", "GET /socket HTTP/1.1\r\nHost: t\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"},
        {"HTTP/1.0", "GET /hello/you HTTP/1.0\r\n\r\n"},
        {"half a body", post("Content-Length: 40\r\n", "abcd")},
        {"half a head", "GET /hello/you HTTP/1.1\r\nHo"},
    };
}

} // namespace tally::test
