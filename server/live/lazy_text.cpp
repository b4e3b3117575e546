// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/lazy_text.h"

#include "server/live/gzip.h"

namespace tally::server::live {

std::shared_ptr<const std::string> LazyText::plain() {
    std::call_once(m_plainOnce, [this] { m_plain = std::make_shared<const std::string>(m_make()); });
    return m_plain;
}

std::shared_ptr<const std::string> LazyText::gzip() {
    std::call_once(m_gzipOnce, [this] { m_gzip = std::make_shared<const std::string>(live::gzip(*plain())); });
    return m_gzip;
}

} // namespace tally::server::live
