// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"

namespace tally::server::catalog {

// The rules that stand beside the fields in core/protocol/catalog.h. Pure; any thread.
// Error: invalid, naming the field.
core::Status check(const core::OrganizationRequest& request);
core::Status check(const core::EventRequest& request);
core::Status check(const core::EventWindow& window);
core::Status check(const core::CampaignRequest& request);

} // namespace tally::server::catalog
