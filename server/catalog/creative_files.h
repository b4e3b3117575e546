// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace tally::server::catalog {

// The bytes of creatives, one file each, named by their SHA-256: {folder}/{sha256}. Awaited from any thread; the disk
// is touched on a pool of its own.
class CreativeFiles {
public:
    // The folder is made where it is missing. Error: unavailable.
    static core::Result<std::unique_ptr<CreativeFiles>> open(std::filesystem::path folder);
    ~CreativeFiles();

    // Stores the bytes, on disk when it returns, and gives their SHA-256. The same bytes again are no work.
    // Error: unavailable.
    boost::asio::awaitable<core::Result<std::string>> keep(std::string bytes);

    // Error: notFound, unavailable.
    boost::asio::awaitable<core::Result<core::SharedBytes>> read(std::string sha256);

private:
    explicit CreativeFiles(std::filesystem::path folder);

    boost::asio::awaitable<core::Result<std::string>> keepOnDisk(std::string bytes) const;
    boost::asio::awaitable<core::Result<core::SharedBytes>> readFromDisk(std::string sha256) const;
    core::Status write(const std::string& sha256, std::string_view bytes) const;
    core::Result<core::SharedBytes> load(const std::string& sha256) const;

    const std::filesystem::path m_folder;
    boost::asio::thread_pool m_pool{1};
};

} // namespace tally::server::catalog
