// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace tally::ui {

// Gives the application the studio's palette, fonts and style sheet (resources/theme/studio.qss). Once, before the
// first widget; GUI thread.
void applyTheme(QApplication& application);

} // namespace tally::ui
