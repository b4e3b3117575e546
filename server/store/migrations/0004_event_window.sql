-- SPDX-License-Identifier: GPL-3.0-or-later
-- How much of an event is kept, and whether it is over.

ALTER TABLE events
    ADD COLUMN window_seconds bigint CHECK (window_seconds BETWEEN 60 AND 2592000), -- NULL: as configured
    ADD COLUMN quota_mebibytes bigint CHECK (quota_mebibytes >= 0),                 -- NULL: as configured; 0: any
    ADD COLUMN ended_at timestamptz;
