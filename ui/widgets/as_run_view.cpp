// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/as_run_view.h"

#include "ui/model/as_run_model.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QHeaderView>
#include <QPainter>

namespace tally::ui {

AsRunView::AsRunView(const AdDeskModel& desk, QWidget* parent) : QTableView(parent) {
    setModel(new AsRunModel(desk, this));
    setAccessibleName(tr("As run: fired ads"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(tokens::kRow);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(wordFont(tokens::kBody, QFont::Medium));
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(AsRunModel::nameColumn, QHeaderView::Stretch);
}

void AsRunView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (model()->rowCount() == 0) {
        QPainter painter(viewport());
        painter.setFont(wordFont(tokens::kBody));
        painter.setPen(tokens::kSecondary);
        painter.drawText(viewport()->rect().adjusted(4, 8, -4, -4), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                         tr("Nothing was fired yet. F1 fires the first ad; how often it was shown and seen to its end "
                            "is counted here."));
    }
}

} // namespace tally::ui
