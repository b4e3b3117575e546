// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>

namespace tally::server::ops {

// {data}/run.json: {"url": "http://127.0.0.1:8080", "pid": 4711}, there while the server answers. Written whole or not
// at all, removed by the destructor.
class RunFile {
public:
    // Error: unavailable.
    static core::Result<RunFile> write(const std::filesystem::path& file, const std::string& url);
    ~RunFile();
    RunFile(RunFile&& other) noexcept;
    RunFile& operator=(RunFile&&) = delete;

private:
    explicit RunFile(std::filesystem::path file) : m_file(std::move(file)) {}
    std::filesystem::path m_file; // empty: moved away
};

} // namespace tally::server::ops
