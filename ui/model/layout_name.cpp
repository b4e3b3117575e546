// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/layout_name.h"

#include <QCoreApplication>

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Layout)
};

} // namespace

QString layoutName(core::LayoutFormat format) {
    switch (format) {
    case core::LayoutFormat::squeezebackL:
        return Tr::tr("Squeezeback L");
    case core::LayoutFormat::squeezebackReversedL:
        return Tr::tr("Squeezeback reversed L");
    case core::LayoutFormat::squeezebackFrame:
        return Tr::tr("Squeezeback frame");
    case core::LayoutFormat::doubleBox:
        return Tr::tr("Double box");
    case core::LayoutFormat::overlayCorner:
        return Tr::tr("Overlay corner");
    case core::LayoutFormat::lowerThird:
        return Tr::tr("Lower third");
    }
    return {};
}

QString cueName(const core::Cue& cue) {
    return cue.candidates.empty() ? layoutName(cue.layout.format) : QString::fromStdString(cue.candidates.front().name);
}

} // namespace tally::ui
