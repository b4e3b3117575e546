// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/log.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tally::server::ops {
namespace {

constexpr char kEscapedText = '*';

class EscapedText : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& line) override {
        for (const char c : message.payload) {
            const auto code = static_cast<unsigned char>(c);
            if (code < 0x20 || code == 0x7f) {
                fmt::format_to(std::back_inserter(line), "\\x{:02x}", code);
            } else {
                line.push_back(c);
            }
        }
    }

    std::unique_ptr<spdlog::custom_flag_formatter> clone() const override { return std::make_unique<EscapedText>(); }
};

} // namespace

std::unique_ptr<spdlog::formatter> logFormatter() {
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<EscapedText>(kEscapedText).set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %*");
    return formatter;
}

void setUpLog(const std::string& level) {
    auto logger = spdlog::stderr_logger_mt("tallylightd");
    logger->set_formatter(logFormatter());
    spdlog::set_default_logger(std::move(logger));
    spdlog::set_level(spdlog::level::from_str(level));
}

} // namespace tally::server::ops
