// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/lazy_text.h"

#include "server/live/gzip.h"
#include "server/net/entity_tag.h"

namespace tally::server::live {
namespace {

LazyText::Version versionOf(std::string text) {
    LazyText::Version version;
    version.tag = net::entityTagOf(text);
    version.text = std::make_shared<const std::string>(std::move(text));
    return version;
}

} // namespace

const LazyText::Version& LazyText::plain() {
    std::call_once(m_plainOnce, [this] { m_plain = versionOf(m_make()); });
    return m_plain;
}

const LazyText::Version& LazyText::gzip() {
    std::call_once(m_gzipOnce, [this] { m_gzip = versionOf(live::gzip(*plain().text)); });
    return m_gzip;
}

} // namespace tally::server::live
