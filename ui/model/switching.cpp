// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/switching.h"

#include "ui/links/engine_link.h"
#include "ui/model/switcher_model.h"
#include "ui/text/time_text.h"

#include <QPointer>

namespace tally::ui {

Switching::Switching(EngineLink& link, const SwitcherModel& switcher, QObject* parent)
    : QObject(parent), m_link(link), m_switcher(switcher) {}

void Switching::toPreview(int number) {
    const QString command = tr("Preview %1").arg(number);
    if (const auto input = inputAt(number, command)) {
        m_link.setPreview(QString::fromStdString(*input), [self = QPointer(this), command](const core::Status& status) {
            if (self) {
                self->report(command, status);
            }
        });
    }
}

void Switching::toAir(int number) {
    const QString command = tr("%1 to air").arg(number);
    const auto input = inputAt(number, command);
    if (!input) {
        return;
    }
    if (*input == m_switcher.state()->programme) {
        Q_EMIT refused(tr("Input %1 is on air already.").arg(number));
        return;
    }
    m_link.setPreview(QString::fromStdString(*input), [self = QPointer(this), command](const core::Status& status) {
        if (self && status) {
            self->cut();
        } else if (self) {
            self->report(command, status);
        }
    });
}

void Switching::cut() {
    const QString command = tr("CUT");
    if (isReachable(command)) {
        m_link.cut([self = QPointer(this), command](const core::Status& status) {
            if (self) {
                self->report(command, status);
            }
        });
    }
}

void Switching::mix() {
    const QString command = tr("AUTO");
    if (isReachable(command)) {
        m_link.mix([self = QPointer(this), command](const core::Status& status) {
            if (self) {
                self->report(command, status);
            }
        });
    }
}

std::optional<std::string> Switching::inputAt(int number, const QString& command) {
    if (!isReachable(command)) {
        return std::nullopt;
    }
    const auto& inputs = m_switcher.state()->inputs;
    if (number < 1 || static_cast<std::size_t>(number) > inputs.size()) {
        Q_EMIT refused(tr("There is no input %1.").arg(number));
        return std::nullopt;
    }
    return inputs[static_cast<std::size_t>(number) - 1].id;
}

bool Switching::isReachable(const QString& command) {
    if (m_switcher.isLive()) {
        return true;
    }
    const Connection& engine = m_switcher.connection();
    Q_EMIT refused(
        engine.phase == ConnectionPhase::notConfigured
            ? tr("%1 was not sent: no engine is attached.").arg(command)
            : tr("%1 was not sent: no connection to the engine since %2.").arg(command, clockText(engine.since)));
    return false;
}

void Switching::report(const QString& command, const core::Status& status) {
    if (status) {
        Q_EMIT accepted();
    } else {
        Q_EMIT refused(tr("%1 refused: %2").arg(command, QString::fromStdString(status.error().detail)));
    }
}

} // namespace tally::ui
