-- SPDX-License-Identifier: GPL-3.0-or-later
-- What players saw. A row is one event of one play, for ever unique: a batch that comes twice counts once.

CREATE TABLE play_events (
    cue_date date NOT NULL,  -- UTC date of the cue's start: the partition
    play uuid NOT NULL,
    kind text NOT NULL,
    ordinal integer NOT NULL,
    event text NOT NULL,
    cue uuid NOT NULL,
    session uuid NOT NULL,
    sequence bigint NOT NULL,
    creative uuid NOT NULL,
    campaign uuid NOT NULL,
    programme_time timestamptz NOT NULL,
    watched_ms bigint NOT NULL,
    vast_error integer,
    received_at timestamptz NOT NULL,
    UNIQUE (cue_date, play, kind, ordinal)
) PARTITION BY RANGE (cue_date);
CREATE INDEX play_events_of_cue ON play_events (cue, kind);

-- Which sequence numbers of a viewer's session have arrived; the holes are events that were lost on the way.
CREATE TABLE play_sessions (
    event text NOT NULL,
    session uuid NOT NULL,
    seen int8multirange NOT NULL,
    PRIMARY KEY (event, session)
);

-- Makes the partition of one day, play_events_20261124, where there is none. Looks first: making one locks the parent.
CREATE FUNCTION ensure_play_events_partition(day date) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    name text := 'play_events_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF play_events FOR VALUES FROM (%L) TO (%L)',
                       name, day, day + 1);
    END IF;
END
$body$;
