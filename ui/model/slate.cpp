// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/slate.h"

#include "ui/text/time_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Slate)
};

constexpr std::chrono::seconds kFrozenAfter{2};

QString since(core::WallTime time) {
    return Tr::tr("since %1").arg(clockText(time));
}

} // namespace

std::optional<Slate> slateOf(const core::InputState& input) {
    switch (input.signal) {
    case core::SignalState::ok:
        return std::nullopt;
    case core::SignalState::starting:
        return Slate{Tr::tr("STARTING"), since(input.since)};
    case core::SignalState::lost:
        break;
    }
    const QString fault = input.fault ? u" · "_s + QString::fromStdString(*input.fault) : QString();
    return Slate{Tr::tr("NO SIGNAL"), since(input.since) + fault};
}

std::optional<Slate> slateOf(const Connection& engine) {
    switch (engine.phase) {
    case ConnectionPhase::up:
        return std::nullopt;
    case ConnectionPhase::notConfigured:
        return Slate{Tr::tr("NO ENGINE"),
                     Tr::tr("./tally demo starts a show · tallylight --engine FILE attaches to one")};
    case ConnectionPhase::connecting:
        return Slate{Tr::tr("CONNECTING"), since(engine.since)};
    case ConnectionPhase::away:
        break;
    }
    return Slate{Tr::tr("NO CONNECTION"), since(engine.since)};
}

std::optional<Slate> slateOf(const Picture& picture, std::chrono::steady_clock::time_point now) {
    if (picture.image.isNull()) {
        return Slate{Tr::tr("WAITING"), Tr::tr("no picture yet")};
    }
    const auto age = std::chrono::floor<std::chrono::seconds>(now - picture.shownSince);
    if (age < kFrozenAfter) {
        return std::nullopt;
    }
    return Slate{Tr::tr("NO PICTURES"), Tr::tr("for %1").arg(countdownText(age))};
}

} // namespace tally::ui
