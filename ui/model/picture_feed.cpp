// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/picture_feed.h"

#include "ui/links/engine_link.h"
#include "ui/model/picture_wishes.h"
#include "ui/model/switcher_model.h"
#include "ui/pictures/picture_decoder.h"

#include <algorithm>

namespace tally::ui {

namespace {

bool same(const std::vector<core::PreviewWish>& a, const std::vector<core::PreviewWish>& b) {
    return std::ranges::equal(a, b, [](const core::PreviewWish& x, const core::PreviewWish& y) {
        return x.input == y.input && x.framesPerSecond == y.framesPerSecond;
    });
}

} // namespace

PictureFeed::PictureFeed(EngineLink& link, SwitcherModel& switcher, PictureDecoder& decoder, QObject* parent)
    : QObject(parent), m_link(link), m_switcher(switcher), m_decoder(decoder) {
    connect(&switcher, &SwitcherModel::changed, this, &PictureFeed::wish);
    connect(&switcher, &SwitcherModel::reconnected, this, [this] { m_decoder.clear(); });
    connect(&link, &EngineLink::pictureArrived, this,
            [this](std::optional<std::uint16_t> input, const QByteArray& jpeg) {
                m_decoder.submit(PictureSource{input}, jpeg);
            });
}

void PictureFeed::setShown(bool shown) {
    m_shown = shown;
    wish();
}

void PictureFeed::wish() {
    if (!m_switcher.state()) {
        return;
    }
    auto wishes = m_shown ? pictureWishes(*m_switcher.state()) : std::vector<core::PreviewWish>{};
    if (!same(wishes, m_wished)) {
        m_wished = std::move(wishes);
        m_link.wishPictures(m_wished);
    }
}

} // namespace tally::ui
