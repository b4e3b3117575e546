// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"
#include "server/net/file_slice.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// HTTP as the rest of the server sees it: no Beast here, so that only net/ pays for compiling it.
namespace tally::server::net {

class RequestHolder; // held_requests.h

enum class Method { get, head, post, put, del, options };

// The body of a request, read as it comes. Lives on the connection's thread, no longer than its handler.
class BodyReader {
public:
    virtual ~BodyReader() = default;

    // The next bytes as they arrive; an empty vector at the end of the body.
    // Error: timeout (nothing came within the route's body deadline), closed, tooLarge (over the route's limit).
    virtual boost::asio::awaitable<core::Result<core::Bytes>> readSome() = 0;

    // The whole rest, at most `limit` bytes. Error: as readSome.
    boost::asio::awaitable<core::Result<std::string>> readAll(std::size_t limit);
};

struct Request {
    Method method = Method::get;
    std::string path;                                                   // percent-decoded, begins with '/'
    std::vector<std::pair<std::string, std::string>> query;             // percent-decoded, in order
    std::vector<std::pair<std::string_view, std::string>> parameters;   // of the route's pattern: "event", "track" …
    std::vector<std::pair<std::string_view, std::string_view>> headers; // borrowed, in order, names as they came
    std::string remoteAddress;
    BodyReader* body = nullptr;      // borrowed, never null in a Handler
    RequestHolder* holder = nullptr; // borrowed, never null in an ImmediateHandler

    const std::string& parameter(std::string_view name) const;           // empty when the pattern has none
    std::optional<std::string_view> header(std::string_view name) const; // in any case; of a repeated one the first
    std::optional<std::string_view> bearerToken() const;                 // Authorization: Bearer …
    bool acceptsGzip() const;
};

struct Response;

// Is told what goes out to clients. Any thread.
class ResponseMeter {
public:
    virtual ~ResponseMeter() = default;
    virtual void sent(const Response& response, bool wasHeld) = 0; // given to the connection, as it is sent
};

// A response; the body is shared, immutable bytes, so that a playlist rendered once goes to all who wait for it.
struct Response {
    std::uint16_t status = 200;
    // Content-Length is added. With ETag a client may ask conditionally, with Accept-Ranges: bytes for a part of the
    // body; both are answered by the connection.
    std::vector<std::pair<std::string, std::string>> headers;
    std::shared_ptr<const std::string> text; // one of these three, or none
    core::SharedBytes bytes;
    FileSlice file;

    // Of the body, all that is sent (206).
    struct Slice {
        std::size_t first = 0;
        std::size_t size = 0;
    };
    std::optional<Slice> slice;
    std::shared_ptr<ResponseMeter> meter; // or none

    std::string_view body() const; // borrowed, as it is sent; empty where it lies in a file
    FileSlice bodyInFile() const;  // as it is sent
    std::size_t bodySize() const;  // of what is sent
    std::optional<std::string_view> header(std::string_view name) const; // in the case in which it was set

    static Response empty(std::uint16_t status);
    static Response ofText(std::uint16_t status, std::string_view contentType, std::string text);
    static Response ofJson(std::uint16_t status, std::string json);
    // RFC 9457 problem document with Cache-Control: max-age=1; `detail` for people.
    static Response problem(std::uint16_t status, std::string detail);
    // The status that fits an error's kind: invalid 400, unauthorized 401, notFound 404, conflict 409, tooLarge 413,
    // timeout 503, unavailable 503 …
    static Response ofError(const core::Error& error);

    Response& withHeader(std::string name, std::string value) &;
    Response&& withHeader(std::string name, std::string value) &&;
};

// Runs on the connection's thread. When the client goes away the handler is cancelled (its awaits end with
// operation_aborted). An exception that leaves it is logged and answered with 500.
using Handler = std::function<boost::asio::awaitable<Response>(Request&)>;

// The same for what needs no coroutine: answers at once, or holds the request (Request::holder) and is asked again, or
// does neither: then the Handler is asked, where the route has one. A body is read before, and dropped.
// Of those who wait in one list for the same address, with the same encodings, one is asked for all. A request that is
// held when the server ends is sent to the same address again, by 307.
using ImmediateHandler = std::function<std::optional<Response>(Request&)>;

// Limits of one route; the defaults suit small JSON.
struct RouteLimits {
    std::size_t bodyBytes = 64 * 1024; // 0: no limit (ingest, which is endless)
    std::chrono::seconds bodyIdle{10}; // longest wait for the next bytes of a body
    bool cors = false;                 // Access-Control-Allow-Origin: * and answers to preflight
};

} // namespace tally::server::net
