// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/switcher_model.h"

#include "ui/links/engine_link.h"

#include <algorithm>

namespace tally::ui {

SwitcherModel::SwitcherModel(EngineLink& link, WallClock clock, QObject* parent)
    : QObject(parent), m_clock(std::move(clock)) {
    connect(&link, &EngineLink::connectionChanged, this, &SwitcherModel::takeConnection);
    connect(&link, &EngineLink::stateChanged, this, &SwitcherModel::takeState);
}

std::optional<std::uint16_t> SwitcherModel::indexOf(const std::string& input) const {
    if (!m_state) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(m_state->inputs, input, &core::InputState::id);
    if (found == m_state->inputs.end()) {
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(found - m_state->inputs.begin());
}

std::optional<std::chrono::milliseconds> SwitcherModel::onAirFor() const {
    if (!isLive()) {
        return std::nullopt;
    }
    return m_state->engineTime - m_state->output.onAirSince + (m_clock() - m_stateHeardAt);
}

void SwitcherModel::takeConnection(const Connection& connection) {
    const bool wasUp = std::exchange(m_connection, connection).isUp();
    if (!wasUp && connection.isUp()) {
        Q_EMIT reconnected();
    }
    Q_EMIT changed();
}

void SwitcherModel::takeState(const core::EngineState& state) {
    m_state = state;
    m_stateHeardAt = m_clock();
    Q_EMIT changed();
}

} // namespace tally::ui
