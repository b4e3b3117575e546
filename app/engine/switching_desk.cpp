// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/switching_desk.h"

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kTakeGuard = 1000ms;
constexpr std::uint32_t kMostFrames = 600;

template <typename Command, typename Carry>
core::Status with(const core::IncomingMessage& message, Carry carry) {
    const auto command = message.as<Command>();
    return command ? carry(*command) : core::Status(core::propagate(command));
}

} // namespace

core::Status SwitchingDesk::carryOut(const core::IncomingMessage& message, TimePoint now) {
    if (message.is<core::SetPreview>()) {
        return with<core::SetPreview>(
            message, [&](const core::SetPreview& command) { return m_switcher.setPreview(command.input); });
    }
    if (message.is<core::RestartInput>()) {
        return with<core::RestartInput>(
            message, [&](const core::RestartInput& command) { return m_switcher.restartInput(command.input); });
    }
    if (message.is<core::Cut>()) {
        return take(now, [&] { return m_switcher.cut(); });
    }
    if (message.is<core::Auto>()) {
        return with<core::Auto>(message,
                                [&](const core::Auto& command) { return take(now, [&] { return mix(command); }); });
    }
    return core::fail(core::ErrorCode::invalid, "'" + std::string(message.type()) + "' is no command of this engine");
}

core::Status SwitchingDesk::take(TimePoint now, const std::function<core::Status()>& takeNow) {
    if (m_lastTake && now - *m_lastTake < kTakeGuard) {
        return core::fail(core::ErrorCode::conflict, "ignored: less than a second after the last take");
    }
    const core::Status done = takeNow();
    if (done) {
        m_lastTake = now;
    }
    return done;
}

core::Status SwitchingDesk::mix(const core::Auto& command) {
    const std::uint32_t frames = command.frames.value_or(m_transitionFrames);
    if (frames < 1 || frames > kMostFrames) {
        return core::fail(core::ErrorCode::invalid, "frames must be from 1 to 600");
    }
    return m_switcher.mix(frames);
}

} // namespace tally::app
