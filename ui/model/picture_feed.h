// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <QObject>
#include <vector>

namespace tally::ui {

class EngineLink;
class PictureDecoder;
class SwitcherModel;

// Asks the engine for the pictures that the window shows and passes what comes to the decoder. Lives on the GUI thread.
class PictureFeed : public QObject {
    Q_OBJECT

public:
    // All outlive the feed.
    PictureFeed(EngineLink& link, SwitcherModel& switcher, PictureDecoder& decoder, QObject* parent = nullptr);

    // A window nobody can see asks for nothing.
    void setShown(bool shown);

private:
    void wish();

    EngineLink& m_link;
    SwitcherModel& m_switcher;
    PictureDecoder& m_decoder;
    bool m_shown = true;
    std::vector<core::PreviewWish> m_wished;
};

} // namespace tally::ui
