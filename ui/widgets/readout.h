// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace tally::ui {

// A small caption over a value in tabular numerals. Hidden while the value is unknown. Lives on the GUI thread.
class Readout : public QWidget {
    Q_OBJECT

public:
    explicit Readout(const QString& caption, QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    void setValue(const QString& value); // empty: unknown
    QString caption() const;
    QString value() const;

private:
    QLabel* m_caption;
    QLabel* m_value;
};

} // namespace tally::ui
