// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QStringList>

// Which folder may include what: DESIGN §3, as rules. An arrow is an #include of one folder's file.
namespace tally::test {

// One line for each wrong arrow under core, gst, server, ui and app of `house`, with file, line, include and the rule:
//   core/live/part_grid.h:4: <QString>: core decides and touches nothing
QStringList wrongArrows(const QDir& house);

// How many files were read: none at all is no proof.
int sourcesIn(const QDir& house);

} // namespace tally::test
