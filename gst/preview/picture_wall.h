// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/preview/picture_tap.h"

#include <map>

namespace tally::gst {

// The taps of all inputs and of the programme, and who is wished at what rate. Built on one thread; wish() comes on
// any one thread.
class PictureWall {
public:
    static core::Result<PictureWall> create(const std::vector<InputSpec>& inputs, PictureShape shape, FrameGrid grid,
                                            SwitcherListener& listener);

    PictureTap& programme() { return *m_programme; }
    PictureTap& input(const std::string& id) { return *m_inputs.at(id); }

    // What is not named is wished no longer; an input that does not exist has no pictures.
    void wish(const std::vector<PictureWish>& wishes);

private:
    std::unique_ptr<PictureTap> m_programme;
    std::map<std::string, std::unique_ptr<PictureTap>> m_inputs;
};

} // namespace tally::gst
