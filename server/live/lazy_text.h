// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace tally::server::live {

// A text that is made when the first viewer asks for it, plain or packed, and then shared by all who do. Any thread;
// whoever comes second waits for the first.
class LazyText {
public:
    struct Version {
        std::shared_ptr<const std::string> text;
        std::string tag; // ETag, with its quotes
    };

    explicit LazyText(std::function<std::string()> make) : m_make(std::move(make)) {}

    const Version& plain();
    const Version& gzip();

private:
    std::function<std::string()> m_make;
    std::once_flag m_plainOnce;
    std::once_flag m_gzipOnce;
    Version m_plain;
    Version m_gzip;
};

} // namespace tally::server::live
