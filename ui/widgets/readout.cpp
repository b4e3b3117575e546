// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readout.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tally::ui {

Readout::Readout(const QString& caption, QWidget* parent)
    : QWidget(parent), m_caption(new QLabel(caption, this)), m_value(new QLabel(this)) {
    m_caption->setObjectName(u"readoutCaption"_s);
    m_caption->setFont(labelFont(tokens::kSmall));
    m_value->setObjectName(u"readoutValue"_s);
    m_value->setFont(numberFont(tokens::kClock));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 3, 12, 3);
    layout->setSpacing(0);
    layout->addWidget(m_caption);
    layout->addWidget(m_value);
    setAttribute(Qt::WA_StyledBackground);
    hide();
}

void Readout::setCaption(const QString& caption) {
    m_caption->setText(caption);
}

void Readout::setValue(const QString& value) {
    m_value->setText(value);
    setAccessibleName(m_caption->text() + u' ' + value);
    setVisible(!value.isEmpty());
}

QString Readout::caption() const {
    return m_caption->text();
}

QString Readout::value() const {
    return m_value->text();
}

} // namespace tally::ui
