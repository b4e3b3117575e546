// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/links/engine_link.h"

#include <QStringList>

namespace tally::tests {

// An engine that does what it is told at once and remembers it.
class FakeEngine : public ui::EngineLink {
public:
    using EngineLink::EngineLink;

    void setPreview(const QString& input, ui::CommandDone done) override;
    void cut(ui::CommandDone done) override;
    void mix(ui::CommandDone done) override;
    void wishPictures(std::vector<core::PreviewWish> wanted) override { wishes = std::move(wanted); }

    void connectWith(core::EngineState first);
    void disconnectAt(core::WallTime when);
    void publish() { Q_EMIT stateChanged(state); }

    QStringList commands; // "setPreview clock", "cut", "mix"
    std::vector<core::PreviewWish> wishes;
    core::Status answer; // to every command
    core::EngineState state;

private:
    void answerTo(const QString& command, const ui::CommandDone& done);
};

} // namespace tally::tests
