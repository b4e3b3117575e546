// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <QObject>
#include <QString>
#include <string>

namespace tally::ui {

class EngineLink;
class SwitcherModel;

// The producer's commands. Each is sent once, at once, or refused by a sentence that is shown: never kept for later, as
// a cut that comes late is worse than none. Lives on the GUI thread.
class Switching : public QObject {
    Q_OBJECT

public:
    // Both outlive this.
    Switching(EngineLink& link, const SwitcherModel& switcher, QObject* parent = nullptr);

    void toPreview(int number); // of the tile, from 1
    // To preview, and when the engine has done that, cut: a refused preview must not take another input to air.
    void toAir(int number);
    void cut();
    void mix();

Q_SIGNALS:
    void refused(const QString& sentence);
    void accepted(); // of any command: an older refusal is out of date

private:
    // The input's id; absent, and refused aloud, when the engine is away or there is no such tile.
    std::optional<std::string> inputAt(int number, const QString& command);
    bool isReachable(const QString& command);
    void report(const QString& command, const core::Status& status);

    EngineLink& m_link;
    const SwitcherModel& m_switcher;
};

} // namespace tally::ui
