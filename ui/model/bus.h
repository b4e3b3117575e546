// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tally::ui {

enum class Bus { preview, programme };

} // namespace tally::ui
