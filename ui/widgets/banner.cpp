// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/away_notice.h"
#include "ui/model/switcher_model.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tally::ui {

Banner::Banner(const SwitcherModel& switcher, const AdDeskModel& desk, QWidget* parent)
    : QFrame(parent), m_switcher(switcher), m_desk(desk), m_text(new QLabel(this)) {
    setObjectName(u"banner"_s);
    auto* word = new QLabel(tr("AWAY"), this);
    word->setObjectName(u"bannerWord"_s);
    word->setFont(labelFont(tokens::kBody));
    m_text->setFont(wordFont(tokens::kBody, QFont::Medium));
    m_text->setWordWrap(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(12);
    layout->addWidget(word);
    layout->addWidget(m_text, 1);
    connect(&switcher, &SwitcherModel::changed, this, &Banner::refresh);
    connect(&desk, &AdDeskModel::changed, this, &Banner::refresh);
    refresh();
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::refresh() {
    const QString notice = awayNotice(m_switcher.connection(), m_desk.connection());
    m_text->setText(notice);
    setAccessibleName(notice);
    setVisible(!notice.isEmpty());
}

} // namespace tally::ui
