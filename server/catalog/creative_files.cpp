// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/creative_files.h"

#include "server/store/replace_file.h"
#include "server/store/sha256.h"
#include "server/store/to_the_end.h"

#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <pthread.h>

#include <fstream>

namespace tally::server::catalog {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

bool isSha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

core::Result<std::unique_ptr<CreativeFiles>> CreativeFiles::open(fs::path folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return core::fail(ErrorCode::unavailable, fmt::format("cannot make {}: {}", folder.string(), error.message()));
    }
    return std::unique_ptr<CreativeFiles>(new CreativeFiles(std::move(folder)));
}

CreativeFiles::CreativeFiles(fs::path folder) : m_folder(std::move(folder)) {
    asio::post(m_pool, [] { pthread_setname_np(pthread_self(), "creatives"); });
}

CreativeFiles::~CreativeFiles() {
    m_pool.join();
}

asio::awaitable<core::Result<std::string>> CreativeFiles::keep(std::string bytes) {
    return store::toTheEnd(m_pool.get_executor(), keepOnDisk(std::move(bytes)));
}

asio::awaitable<core::Result<core::SharedBytes>> CreativeFiles::read(std::string sha256) {
    return store::toTheEnd(m_pool.get_executor(), readFromDisk(std::move(sha256)));
}

asio::awaitable<core::Result<std::string>> CreativeFiles::keepOnDisk(std::string bytes) const {
    std::string sha256 = store::sha256Hex(bytes);
    const auto written = write(sha256, bytes);
    if (!written) {
        co_return core::propagate(written);
    }
    co_return sha256;
}

asio::awaitable<core::Result<core::SharedBytes>> CreativeFiles::readFromDisk(std::string sha256) const {
    co_return load(sha256);
}

core::Status CreativeFiles::write(const std::string& sha256, std::string_view bytes) const {
    const fs::path place = m_folder / sha256;
    std::error_code ignored;
    if (fs::exists(place, ignored)) {
        return {};
    }
    store::ReplaceOptions options;
    options.durability = store::ReplaceOptions::Durability::synced;
    const auto written = store::replaceFile(place, bytes, options);
    // A full disk is no fault of the upload.
    return written ? core::Status{} : core::fail(ErrorCode::unavailable, written.error().detail);
}

core::Result<core::SharedBytes> CreativeFiles::load(const std::string& sha256) const {
    const auto missing = core::fail(ErrorCode::notFound, "there is no creative of that SHA-256");
    if (!isSha256(sha256)) { // also keeps ../ out of the path
        return missing;
    }
    std::ifstream file(m_folder / sha256, std::ios::binary | std::ios::ate);
    if (!file) {
        return missing;
    }
    core::Bytes bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) {
        return core::fail(ErrorCode::unavailable, "the creative cannot be read from disk");
    }
    return std::make_shared<const core::Bytes>(std::move(bytes));
}

} // namespace tally::server::catalog
