// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "core/protocol/cue.h"
#include "core/protocol/measurement.h"
#include "ui/links/connection.h"

#include <QObject>
#include <vector>

namespace tally::ui {

enum class Attention { watching, hidden };

// What the window needs of the server, for one event. Lives on the GUI thread.
class ServerLink : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Answered by cueFired or fireRefused. A request whose answer was lost may be sent again with the same id: it
    // is one cue.
    virtual void fire(const core::CueRequest& request) = 0;
    // Answered by cuesRead and reportRead; by nothing when it fails, as the next status says what is wrong.
    virtual void readLedger() = 0;
    // While watching, the status is read every second; while hidden, not at all.
    virtual void setAttention(Attention attention) = 0;
    // Whether an admin token is at hand: without one only the status can be read.
    virtual bool mayFire() const = 0;

Q_SIGNALS:
    void connectionChanged(const tally::ui::Connection& connection);
    void statusRead(const tally::core::EventStatus& status);
    void cueFired(const tally::core::Cue& cue);
    // Status 0: no answer came, and it is unknown whether the cue exists.
    void fireRefused(const tally::core::Problem& problem);
    void cuesRead(const std::vector<tally::core::Cue>& cues); // newest first
    void reportRead(const tally::core::EventReport& report);
};

} // namespace tally::ui
