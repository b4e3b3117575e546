// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/bus_memory.h"

#include <fstream>
#include <QFile>
#include <system_error>

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

// QSaveFile would wait for the disk, on the thread that hands on the parts.
void BusMemory::remember(const Buses& buses) {
    if (m_last == buses) {
        return;
    }
    m_last = buses;
    const std::filesystem::path fresh = m_file.string() + ".new";
    std::ofstream out(fresh);
    out << core::serializeJson(buses);
    out.close();
    std::error_code error;
    if (out) { // a full disk must not put an empty file in the place of the good one
        std::filesystem::rename(fresh, m_file, error);
    }
    if (!out || error) {
        qWarning("cannot remember the take in %s", m_file.c_str());
    }
}

} // namespace tally::app
