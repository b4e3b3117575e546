// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace tally::ui {

class AdDeskModel;

// The list of fired cues; says what will stand here while it is empty. Lives on the GUI thread.
class AsRunView : public QTableView {
    Q_OBJECT

public:
    // `desk` outlives the view.
    explicit AsRunView(const AdDeskModel& desk, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace tally::ui
