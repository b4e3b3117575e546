// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/fake_engine.h"

using namespace Qt::StringLiterals;

namespace tally::tests {

void FakeEngine::setPreview(const QString& input, ui::CommandDone done) {
    answerTo(u"setPreview "_s + input, done);
}

void FakeEngine::cut(ui::CommandDone done) {
    answerTo(u"cut"_s, done);
}

void FakeEngine::mix(ui::CommandDone done) {
    answerTo(u"mix"_s, done);
}

void FakeEngine::connectWith(core::EngineState first) {
    state = std::move(first);
    Q_EMIT connectionChanged({ui::ConnectionPhase::up, state.engineTime, {}});
    publish();
}

void FakeEngine::disconnectAt(core::WallTime when) {
    Q_EMIT connectionChanged({ui::ConnectionPhase::away, when, u"connection refused"_s});
}

void FakeEngine::answerTo(const QString& command, const ui::CommandDone& done) {
    commands << command;
    done(answer);
}

} // namespace tally::tests
