-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who shows what: organizations, their events, campaigns and creatives; keys of publishers.

CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE events (
    slug text PRIMARY KEY CHECK (slug ~ '^[a-z0-9-]{1,63}$'),
    organization uuid NOT NULL REFERENCES organizations,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    part_target_seconds double precision NOT NULL CHECK (part_target_seconds > 0),
    segment_seconds double precision NOT NULL CHECK (segment_seconds > 0),
    cue_sequence bigint NOT NULL DEFAULT 0, -- of the event's last cue
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE campaigns (
    id uuid PRIMARY KEY,
    organization uuid NOT NULL REFERENCES organizations,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX campaigns_of_organization ON campaigns (organization);

CREATE TABLE creatives (
    id uuid PRIMARY KEY,
    campaign uuid NOT NULL REFERENCES campaigns,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- its file under creatives/ in the data folder
    mime text NOT NULL,
    bytes bigint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX creatives_of_campaign ON creatives (campaign);
CREATE INDEX creatives_by_sha256 ON creatives (sha256);

CREATE TABLE ingest_keys (
    id uuid PRIMARY KEY,
    event text NOT NULL REFERENCES events,
    sha256 text NOT NULL UNIQUE, -- of the key, which is nowhere else
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);
