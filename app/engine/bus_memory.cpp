// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/bus_memory.h"

#include <QFile>
#include <QSaveFile>

namespace tally::app {

BusMemory::BusMemory(const std::filesystem::path& controlFile)
    : m_file(std::filesystem::path(controlFile).replace_extension(".buses.json")) {}

std::optional<Buses> BusMemory::read() const {
    QFile file(QString::fromStdString(m_file.string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const auto buses = core::parseJson<Buses>(file.readAll().toStdString());
    return buses ? std::optional(*buses) : std::nullopt;
}

void BusMemory::remember(const Buses& buses) {
    if (m_last == buses) {
        return;
    }
    m_last = buses;
    QSaveFile file(QString::fromStdString(m_file.string()));
    const bool opened = file.open(QIODevice::WriteOnly);
    file.write(QByteArray::fromStdString(core::serializeJson(buses)));
    if (!opened || !file.commit()) {
        qWarning("cannot remember the take in %s: %s", m_file.c_str(), qPrintable(file.errorString()));
    }
}

} // namespace tally::app
