// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/links/connection.h"

#include <QString>

// The banner's words. Pure.
namespace tally::ui {

// Says who is away, since when, and what still works. Empty when both peers are up; a peer that was not named at the
// start is no fault and is not mentioned.
QString awayNotice(const Connection& engine, const Connection& server);

} // namespace tally::ui
