// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/seed.h"

namespace tally::server::test {

void seedEvent(TestDatabase& database, const std::string& slug) {
    database.sql("INSERT INTO organizations (id, name) VALUES ($1, 'Pier Sports') ON CONFLICT DO NOTHING",
                 store::bind(kOrganization));
    database.sql("INSERT INTO events (slug, organization, name, part_target_seconds, segment_seconds)"
                 " VALUES ($1, $2, 'Harbour Cup', 0.21334, 1)",
                 store::bind(slug, kOrganization));
}

void seedCampaign(TestDatabase& database) {
    database.sql("INSERT INTO campaigns (id, organization, name) VALUES ($1, $2, 'Harbour Lager')",
                 store::bind(kCampaign, kOrganization));
    database.sql("INSERT INTO creatives (id, campaign, sha256, mime, bytes, width, height)"
                 " VALUES ($1, $2, $3, 'image/png', 1000, 1920, 1080)",
                 store::bind(kCreative, kCampaign, std::string(64, 'a')));
}

} // namespace tally::server::test
