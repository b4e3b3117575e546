// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/run_file.h"

#include "core/json/codec.h"

#include <unistd.h>

#include <fstream>

namespace tally::server::ops {
namespace {

struct Run {
    std::string url;
    std::int64_t pid = 0;
};
BOOST_DESCRIBE_STRUCT(Run, (), (url, pid))

} // namespace

core::Result<RunFile> RunFile::write(const std::filesystem::path& file, const std::string& url) {
    const auto fresh = std::filesystem::path(file).concat(".new");
    std::error_code error;
    std::ofstream out(fresh);
    out << core::serializeJson(Run{url, getpid()});
    out.close();
    if (out) {
        std::filesystem::rename(fresh, file, error);
    }
    if (!out || error) {
        return core::fail(core::ErrorCode::unavailable, "cannot write " + file.string());
    }
    return RunFile(file);
}

RunFile::RunFile(RunFile&& other) noexcept : m_file(std::exchange(other.m_file, {})) {}

RunFile::~RunFile() {
    std::error_code ignored;
    if (!m_file.empty()) {
        std::filesystem::remove(m_file, ignored);
    }
}

} // namespace tally::server::ops
