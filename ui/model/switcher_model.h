// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "ui/links/connection.h"
#include "ui/model/wall_clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <QObject>
#include <string>

namespace tally::ui {

class EngineLink;

// The engine as last heard: its state, and whether that can still be believed. Lives on the GUI thread.
class SwitcherModel : public QObject {
    Q_OBJECT

public:
    // `link` outlives the model.
    SwitcherModel(EngineLink& link, WallClock clock, QObject* parent = nullptr);

    const Connection& connection() const { return m_connection; }
    // Absent before the first welcome; kept while the engine is away, then only good for names.
    const std::optional<core::EngineState>& state() const { return m_state; }
    // Connected and heard of: only then may anything be painted red or green.
    bool isLive() const { return m_connection.isUp() && m_state.has_value(); }

    // Absent when no input has that id.
    std::optional<std::uint16_t> indexOf(const std::string& input) const;
    // How long the programme has been running by the engine's clock, going on between its messages.
    std::optional<std::chrono::milliseconds> onAirFor() const;

Q_SIGNALS:
    void changed();
    void reconnected(); // the indexes of the inputs may mean others than before

private:
    void takeConnection(const Connection& connection);
    void takeState(const core::EngineState& state);

    WallClock m_clock;
    Connection m_connection;
    std::optional<core::EngineState> m_state;
    core::WallTime m_stateHeardAt{};
};

} // namespace tally::ui
