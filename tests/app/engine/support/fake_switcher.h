// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

#include <string>
#include <vector>

namespace tally::tests {

// A switcher of two inputs, "clip" on programme and "clock" on preview, that does at once what it is told and remembers
// it. One thread.
class FakeSwitcher : public gst::Switcher {
public:
    FakeSwitcher() {
        now.programme = "clip";
        now.preview = "clock";
        for (const char* id : {"clip", "clock"}) {
            now.inputs.emplace_back().id = id;
            now.inputs.back().signal = gst::InputSignal::ok;
        }
    }

    core::Status setPreview(const std::string& input) override {
        if (input != "clip" && input != "clock") {
            return core::fail(core::ErrorCode::notFound, "there is no input " + input);
        }
        now.preview = input;
        return {};
    }
    core::Status cut() override { return swap("cut"); }
    core::Status mix(std::uint32_t frames) override { return swap("mix " + std::to_string(frames)); }
    core::Status restartInput(const std::string& input) override {
        takes.push_back("restart " + input);
        return {};
    }
    void wishPictures(std::vector<gst::PictureWish> wished) override { wishes = std::move(wished); }
    gst::SwitcherStatus status() const override { return now; }

    gst::SwitcherStatus now;
    std::vector<std::string> takes; // "cut", "mix 25", "restart clip"
    std::vector<gst::PictureWish> wishes;
    std::optional<core::Error> refusal; // of the next takes

private:
    core::Status swap(const std::string& take) {
        if (refusal) {
            return tl::unexpected<core::Error>(*refusal);
        }
        takes.push_back(take);
        std::swap(now.programme, now.preview);
        return {};
    }
};

} // namespace tally::tests
