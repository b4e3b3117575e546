// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/control_file.h"

#include <QFile>

namespace tally::app {

namespace {

constexpr qint64 kLongestFile = 64LL * 1024;

} // namespace

core::Result<core::ControlAddress> readControlFile(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::unavailable,
                          "the control file " + file.toStdString() + ": " + source.errorString().toStdString());
    }
    auto address = core::parseJson<core::ControlAddress>(source.read(kLongestFile).toStdString());
    if (!address) {
        return core::fail(core::ErrorCode::invalid,
                          "the control file " + file.toStdString() + ": " + address.error().detail);
    }
    return address;
}

} // namespace tally::app
