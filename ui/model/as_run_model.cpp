// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/as_run_model.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/layout_name.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

std::optional<core::CueReport> countsOf(const std::optional<core::EventReport>& report, const std::string& cue) {
    if (!report) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(report->cues, cue, &core::CueReport::cue);
    return found == report->cues.end() ? std::nullopt : std::optional(*found);
}

} // namespace

AsRunModel::AsRunModel(const AdDeskModel& desk, QObject* parent) : QAbstractTableModel(parent), m_desk(desk) {
    connect(&desk, &AdDeskModel::ledgerChanged, this, &AsRunModel::readLedger);
}

int AsRunModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AsRunModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QVariant AsRunModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const bool isNumber = index.column() != nameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(m_rows[static_cast<std::size_t>(index.row())], index.column());
    case Qt::FontRole:
        return isNumber ? numberFont(tokens::kBody) : wordFont(tokens::kBody);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() >= shownColumn ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant AsRunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (section >= shownColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QString titles[] = {tr("Start"), tr("Ad"), tr("Shown"), tr("Complete")};
    return section >= 0 && section < columnCount_ ? titles[section] : QString();
}

void AsRunModel::readLedger() {
    std::vector<Row> rows;
    for (const core::Cue& cue : m_desk.cues().newestFirst()) {
        rows.push_back({cue, countsOf(m_desk.report(), cue.id)});
    }
    const bool sameCues = std::ranges::equal(
        rows, m_rows, {}, [](const Row& row) { return row.cue.id; }, [](const Row& row) { return row.cue.id; });
    if (sameCues) {
        // No reset: it would take the operator's place in the list away every second.
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString AsRunModel::text(const Row& row, int column) const {
    switch (column) {
    case startColumn:
        return clockText(row.cue.start);
    case nameColumn:
        return row.cue.state == core::CueState::cancelled ? tr("%1 (cancelled)").arg(cueName(row.cue))
                                                          : cueName(row.cue);
    case shownColumn:
        return row.counts ? countText(row.counts->shown) : u"–"_s;
    case completeColumn:
        return row.counts ? countText(row.counts->complete) : u"–"_s;
    default:
        return {};
    }
}

} // namespace tally::ui
