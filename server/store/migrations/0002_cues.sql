-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every cue that was fired. The constraint no_overlap is the last word on double booking, whoever fires.

CREATE EXTENSION IF NOT EXISTS btree_gist; -- in Debian's postgresql package; for "event WITH ="

CREATE TABLE cues (
    id uuid PRIMARY KEY,
    event text NOT NULL REFERENCES events,
    sequence bigint NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'committed', 'cancelled')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    reserved tstzrange NOT NULL, -- from the start to the end plus the gap
    request uuid,                -- the firer's own id of the request, if it had one
    campaign uuid NOT NULL REFERENCES campaigns, -- of the first candidate
    document jsonb NOT NULL,     -- the cue as it goes out
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (event, sequence),
    UNIQUE (event, request),
    CHECK (lower(reserved) = starts_at AND upper(reserved) >= ends_at),
    CONSTRAINT no_overlap EXCLUDE USING gist (event WITH =, reserved WITH &&) WHERE (state <> 'cancelled')
);
CREATE INDEX cues_by_start ON cues (event, starts_at DESC);
