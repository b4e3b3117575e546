// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tally::app {

// The command line client: sends one command to a running engine and prints its reply, or its state, as JSON.
// `text`: state, cut, auto, preview ID. Exit code: 0 done, 1 refused or not reached, 2 no such command.
int runCtl(const QString& text, const QString& controlFile);

} // namespace tally::app
