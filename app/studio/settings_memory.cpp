// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/settings_memory.h"

using namespace Qt::StringLiterals;

namespace tally::app {

namespace {

constexpr QLatin1StringView kGeometry("window/geometry");

} // namespace

SettingsMemory::SettingsMemory()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, u"tallylight"_s, u"studio"_s) {}

QByteArray SettingsMemory::geometry() const {
    return m_settings.value(kGeometry).toByteArray();
}

void SettingsMemory::keepGeometry(const QByteArray& geometry) {
    m_settings.setValue(kGeometry, geometry);
}

} // namespace tally::app
