// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "core/result.h"

#include <QString>

namespace tally::app {

// Where an engine listens, and the token it wants, from the file that it writes when it is ready.
// Error: unavailable when there is no such file (yet); invalid when it does not hold a ControlAddress.
core::Result<core::ControlAddress> readControlFile(const QString& file);

} // namespace tally::app
