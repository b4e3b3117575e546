// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fakes/fake_engine.h"
#include "tests/ui/fakes/fake_server.h"
#include "tests/ui/fakes/sample_show.h"
#include "ui/model/ad_desk_model.h"
#include "ui/model/picture_feed.h"
#include "ui/model/switcher_model.h"
#include "ui/model/switching.h"
#include "ui/pictures/picture_decoder.h"
#include "ui/window/main_window.h"
#include "ui/window/window_memory.h"

namespace tally::tests {

class FakeMemory : public ui::WindowMemory {
public:
    QByteArray geometry() const override { return kept; }
    void keepGeometry(const QByteArray& geometry) override { kept = geometry; }

    QByteArray kept;
};

// The whole studio on fakes, at a time of its own. Members in the order in which main() builds them.
struct StudioBench {
    core::WallTime now = kNow;
    FakeEngine engine;
    FakeServer server;
    FakeMemory memory;
    ui::PictureDecoder pictures;
    ui::SwitcherModel switcher{engine, [this] {
                                   return now;
                               }};
    ui::Switching switching{engine, switcher};
    ui::AdDeskModel desk{server, [this] {
                             return now;
                         }};
    ui::PictureFeed feed{engine, switcher, pictures};
    ui::MainWindow window{{switcher, switching, desk, pictures, memory, [this] {
                               return now;
                           }}};

    // Both peers up, the sample show running.
    void connectAll() {
        engine.connectWith(sampleState());
        server.connectAt(now);
        server.say(sampleStatus());
    }
};

} // namespace tally::tests
