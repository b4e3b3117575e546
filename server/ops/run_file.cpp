// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/run_file.h"

#include "core/json/codec.h"
#include "server/store/replace_file.h"

#include <unistd.h>

namespace tally::server::ops {
namespace {

struct Run {
    std::string url;
    std::int64_t pid = 0;
};
BOOST_DESCRIBE_STRUCT(Run, (), (url, pid))

} // namespace

core::Result<RunFile> RunFile::write(const std::filesystem::path& file, const std::string& url) {
    if (const auto written = store::replaceFile(file, core::serializeJson(Run{url, getpid()})); !written) {
        return core::propagate(written);
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
