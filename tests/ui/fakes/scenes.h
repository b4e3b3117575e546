// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fakes/studio_bench.h"

#include <QStringList>

namespace tally::tests {

// States of the window that are worth looking at.
QStringList sceneNames();
// Brings the bench into the named state, with drawn pictures. An unknown name leaves the empty window.
void playScene(StudioBench& bench, const QString& name);

} // namespace tally::tests
