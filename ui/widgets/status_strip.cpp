// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status_strip.h"

#include "ui/model/switcher_model.h"
#include "ui/model/uplink_facts.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/dynamic_property.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

void showPhrase(QLabel& label, const StatusPhrase& phrase) {
    const QString names[] = {u"normal"_s, u"warning"_s, u"failure"_s};
    label.setText(phrase.text);
    setDynamicProperty(label, "severity", names[static_cast<int>(phrase.severity)]);
}

// "30/1" is written as 30p, "30000/1001" as 29.97p.
QString rateText(const std::string& rate) {
    const QStringList parts = QString::fromStdString(rate).split(u'/');
    const double value = parts.size() == 2 && parts[1].toDouble() > 0 ? parts[0].toDouble() / parts[1].toDouble() : 0;
    return QString::number(value, 'g', 4) + u'p';
}

} // namespace

StatusStrip::StatusStrip(const SwitcherModel& switcher, QWidget* parent)
    : QWidget(parent),
      m_switcher(switcher),
      m_picture(new QLabel(this)),
      m_frames(new QLabel(this)),
      m_late(new QLabel(this)),
      m_uplink(new QLabel(this)),
      m_backlog(new QLabel(this)) {
    setObjectName(u"statusStrip"_s);
    setAttribute(Qt::WA_StyledBackground);
    buildLayout();
    connect(&switcher, &SwitcherModel::changed, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::buildLayout() {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(24);
    for (QLabel* label : {m_picture, m_frames, m_late, m_uplink, m_backlog}) {
        label->setFont(numberFont(tokens::kBody));
        layout->addWidget(label);
    }
    layout->addStretch();
    auto* hint = new QLabel(tr("Closing this window takes nothing off air."), this);
    hint->setObjectName(u"closeHint"_s);
    layout->addWidget(hint);
    setFixedHeight(tokens::kRow);
}

void StatusStrip::refresh() {
    if (!m_switcher.isLive()) {
        for (QLabel* label : {m_frames, m_late, m_uplink, m_backlog}) {
            label->clear();
        }
        m_picture->setText(tr("no figures without an engine"));
        return;
    }
    const core::EngineState& state = *m_switcher.state();
    m_picture->setText(
        u"%1×%2 %3"_s.arg(state.output.width).arg(state.output.height).arg(rateText(state.output.frameRate)));
    showPhrase(*m_frames, {Severity::normal, tr("frames %1").arg(countText(state.output.frames))});
    showPhrase(*m_late, latePhrase(state.output));
    showPhrase(*m_uplink, uplinkPhrase(state.uplink));
    showPhrase(*m_backlog, backlogPhrase(state.uplink));
}

} // namespace tally::ui
