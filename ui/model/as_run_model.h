// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"
#include "core/protocol/measurement.h"

#include <optional>
#include <QAbstractTableModel>
#include <vector>

namespace tally::ui {

class AdDeskModel;

// What was fired, newest first, with what viewers saw of it. Lives on the GUI thread.
class AsRunModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { startColumn, nameColumn, shownColumn, completeColumn, columnCount_ };

    // `desk` outlives the model.
    explicit AsRunModel(const AdDeskModel& desk, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        core::Cue cue;
        std::optional<core::CueReport> counts; // absent before any viewer reported
    };

    void readLedger();
    QString text(const Row& row, int column) const;

    const AdDeskModel& m_desk;
    std::vector<Row> m_rows;
};

} // namespace tally::ui
