// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/picture_outbox.h"

#include <algorithm>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostWishes = 256;
constexpr std::uint32_t kMostFramesPerSecond = 30;

} // namespace

core::Status PictureOutbox::wish(const std::vector<core::PreviewWish>& wishes) {
    const bool ratesAreFine = std::all_of(wishes.begin(), wishes.end(), [](const core::PreviewWish& wish) {
        return wish.framesPerSecond >= 1 && wish.framesPerSecond <= kMostFramesPerSecond;
    });
    if (!ratesAreFine) {
        return core::fail(core::ErrorCode::invalid, "framesPerSecond must be from 1 to 30");
    }
    if (wishes.size() > kMostWishes) {
        return core::fail(core::ErrorCode::tooLarge, "at most 256 pictures may be wished");
    }
    m_wishes = wishes;
    m_slots.clear();
    for (const core::PreviewWish& wish : wishes) {
        m_slots[wish.input].interval = std::chrono::microseconds(1s) / wish.framesPerSecond;
    }
    return {};
}

void PictureOutbox::offer(const Source& source, const QByteArray& message, Clock::time_point now) {
    const auto found = m_slots.find(source);
    if (found == m_slots.end() || now < found->second.due) {
        return;
    }
    Slot& slot = found->second;
    slot.due = std::max(slot.due + slot.interval, now); // keeps the rate, but makes nothing up
    slot.since = slot.message.isEmpty() ? now : slot.since;
    slot.message = message;
}

std::optional<QByteArray> PictureOutbox::take() {
    Slot* oldest = nullptr;
    for (auto& [source, slot] : m_slots) {
        if (!slot.message.isEmpty() && (oldest == nullptr || slot.since < oldest->since)) {
            oldest = &slot;
        }
    }
    return oldest != nullptr ? std::optional(std::exchange(oldest->message, {})) : std::nullopt;
}

} // namespace tally::app
