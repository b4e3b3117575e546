// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/http.h"

#include "core/protocol/catalog.h"

#include <algorithm>

namespace tally::server::net {
namespace {

std::string_view titleOf(std::uint16_t status) {
    switch (status) {
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 417:
        return "Expectation Failed";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Internal Server Error";
    }
}

std::uint16_t statusOf(core::ErrorCode code) {
    switch (code) {
    case core::ErrorCode::invalid:
    case core::ErrorCode::truncated:
    case core::ErrorCode::closed:
        return 400;
    case core::ErrorCode::notFound:
        return 404;
    case core::ErrorCode::unsupported:
        return 415;
    case core::ErrorCode::conflict:
        return 409;
    case core::ErrorCode::unauthorized:
        return 401;
    case core::ErrorCode::tooLarge:
        return 413;
    case core::ErrorCode::unavailable:
    case core::ErrorCode::timeout:
        return 503;
    }
    return 500;
}

char lowerCase(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool isSameHeader(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowerCase(x) == lowerCase(y); });
}

} // namespace

boost::asio::awaitable<core::Result<std::string>> BodyReader::readAll(std::size_t limit) {
    std::string whole;
    for (;;) {
        const auto some = co_await readSome();
        if (!some) {
            co_return core::propagate(some);
        }
        if (some->empty()) {
            co_return whole;
        }
        if (whole.size() + some->size() > limit) {
            co_return core::fail(core::ErrorCode::tooLarge,
                                 "the body is over the limit of " + std::to_string(limit) + " bytes");
        }
        for (const std::byte byte : *some) {
            whole.push_back(static_cast<char>(byte));
        }
    }
}

const std::string& Request::parameter(std::string_view name) const {
    static const std::string kNone;
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [name](const auto& entry) { return entry.first == name; });
    return found == parameters.end() ? kNone : found->second;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const auto& entry) { return isSameHeader(entry.first, name); });
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::string_view> Request::bearerToken() const {
    constexpr std::string_view kScheme = "Bearer ";
    const auto value = header("authorization");
    if (!value || !value->starts_with(kScheme)) {
        return std::nullopt;
    }
    return value->substr(kScheme.size());
}

bool Request::acceptsGzip() const {
    const auto value = header("accept-encoding");
    return value && value->find("gzip") != std::string_view::npos;
}

std::string_view Response::body() const {
    std::string_view whole;
    if (text) {
        whole = *text;
    } else if (bytes) {
        whole = {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    }
    return slice && !file ? whole.substr(slice->first, slice->size) : whole;
}

FileSlice Response::bodyInFile() const {
    FileSlice sent = file;
    if (sent && slice) {
        sent.offset += slice->first;
        sent.size = slice->size;
        sent.mapped += sent.mapped != nullptr ? slice->first : 0;
    }
    return sent;
}

std::size_t Response::bodySize() const {
    return file ? (slice ? slice->size : file.size) : body().size();
}

std::optional<std::string_view> Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

Response Response::empty(std::uint16_t status) {
    Response response;
    response.status = status;
    return response;
}

Response Response::ofText(std::uint16_t status, std::string_view contentType, std::string text) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", contentType);
    response.text = std::make_shared<const std::string>(std::move(text));
    return response;
}

Response Response::ofJson(std::uint16_t status, std::string json) {
    return ofText(status, "application/json", std::move(json));
}

Response Response::problem(std::uint16_t status, std::string detail) {
    core::Problem problem;
    problem.title = titleOf(status);
    problem.status = status;
    problem.detail = std::move(detail);
    return ofText(status, "application/problem+json", core::serializeJson(problem))
        .withHeader("Cache-Control", "max-age=1");
}

Response Response::ofError(const core::Error& error) {
    return problem(statusOf(error.code), error.detail);
}

Response& Response::withHeader(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response&& Response::withHeader(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

} // namespace tally::server::net
