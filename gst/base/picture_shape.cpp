// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/picture_shape.h"

namespace tally::gst {

std::string PictureShape::caps() const {
    return "video/x-raw,format=I420,interlace-mode=progressive,pixel-aspect-ratio=1/1,colorimetry=bt709,width=" +
           std::to_string(width) + ",height=" + std::to_string(height);
}

std::string PictureShape::caps(core::FrameRate rate) const {
    return caps() + ",framerate=" + std::to_string(rate.numerator) + "/" + std::to_string(rate.denominator);
}

Caps parseCaps(const std::string& text) {
    return Caps::adopt(gst_caps_from_string(text.c_str()));
}

} // namespace tally::gst
