// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/uplink_facts.h"

#include "ui/text/time_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

constexpr double kWarningShare = 0.01;
constexpr double kFailureShare = 0.05;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Uplink)
};

QString withFault(const QString& text, const core::UplinkState& uplink) {
    return uplink.fault ? text + u": "_s + QString::fromStdString(*uplink.fault) : text;
}

} // namespace

StatusPhrase uplinkPhrase(const core::UplinkState& uplink) {
    const QString since = clockText(uplink.since);
    switch (uplink.health) {
    case core::UplinkHealth::ok:
        return {Severity::normal, Tr::tr("uplink ok · %1 ms").arg(uplink.roundTripMs.count())};
    case core::UplinkHealth::connecting:
        return {Severity::warning, Tr::tr("uplink connecting since %1").arg(since)};
    case core::UplinkHealth::backlog:
        return {Severity::warning, Tr::tr("uplink catching up · %1 ms").arg(uplink.roundTripMs.count())};
    case core::UplinkHealth::refused:
        return {Severity::failure, withFault(Tr::tr("uplink refused since %1").arg(since), uplink)};
    case core::UplinkHealth::offline:
        break;
    }
    return {Severity::failure, withFault(Tr::tr("uplink offline since %1").arg(since), uplink)};
}

StatusPhrase backlogPhrase(const core::UplinkState& uplink) {
    if (uplink.droppedChunks > 0) {
        return {Severity::failure, Tr::tr("backlog %1 · %2 chunks lost for viewers")
                                       .arg(countText(uplink.backlogChunks), countText(uplink.droppedChunks))};
    }
    if (uplink.backlogChunks == 0) {
        return {Severity::normal, Tr::tr("backlog 0")};
    }
    const Severity severity = uplink.health == core::UplinkHealth::ok ? Severity::normal : Severity::warning;
    return {severity,
            Tr::tr("backlog %1 chunks, %2").arg(countText(uplink.backlogChunks), bytesText(uplink.backlogBytes))};
}

StatusPhrase latePhrase(const core::ProgrammeState& programme) {
    const std::uint64_t due = programme.frames + programme.lateFrames;
    const double share = due == 0 ? 0 : static_cast<double>(programme.lateFrames) / static_cast<double>(due);
    const Severity severity = share > kFailureShare   ? Severity::failure
                              : share > kWarningShare ? Severity::warning
                                                      : Severity::normal;
    return {severity,
            Tr::tr("late %1 (%2 %)").arg(countText(programme.lateFrames), QString::number(share * 100, 'f', 2))};
}

} // namespace tally::ui
