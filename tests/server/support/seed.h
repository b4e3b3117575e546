// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/support/test_database.h"

namespace tally::server::test {

inline constexpr const char* kOrganization = "018bcfe5-6800-7abc-8def-000000000001";
inline constexpr const char* kCampaign = "018bcfe5-6800-7abc-8def-000000000002";
inline constexpr const char* kCreative = "018bcfe5-6800-7abc-8def-000000000003";

// An event of kOrganization.
void seedEvent(TestDatabase& database, const std::string& slug);

// kCampaign of kOrganization with kCreative.
void seedCampaign(TestDatabase& database);

} // namespace tally::server::test
