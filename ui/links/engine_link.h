// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "core/result.h"
#include "ui/links/connection.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <QByteArray>
#include <QObject>
#include <QString>
#include <vector>

namespace tally::ui {

// Called once, on the GUI thread: success when the engine did it; else why not, in the engine's words or, with
// ErrorCode::closed, because the connection ended first.
using CommandDone = std::function<void(const core::Status&)>;

// What the window needs of the engine. Signals come first with what is known at connect time; an implementation
// reconnects for ever and says so by connectionChanged. Lives on the GUI thread.
class EngineLink : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void setPreview(const QString& input, CommandDone done) = 0;
    virtual void cut(CommandDone done) = 0;
    virtual void mix(CommandDone done) = 0; // at the engine's transition rate
    // Replaces what was wished before; wished again by the implementation after a reconnect.
    virtual void wishPictures(std::vector<core::PreviewWish> wishes) = 0;

Q_SIGNALS:
    void connectionChanged(const tally::ui::Connection& connection);
    void stateChanged(const tally::core::EngineState& state);
    // `input` is an index of EngineState::inputs; absent: the programme.
    void pictureArrived(std::optional<std::uint16_t> input, const QByteArray& jpeg);
};

} // namespace tally::ui
