// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkPlaylist } from '../rules/playlist_rules.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kDelta, kNext, kWhole } from './literals.mjs';

const look = (/** @type {string} */ text) => breachesOf((check) => checkPlaylist(check, media(text)));

test('good playlists breach nothing', () => {
    assert.deepEqual([kWhole, kNext, kDelta].flatMap(look), []);
});

/** @type {[rule: string, from: string, to: string][]} */
const kBad = [
    ['segment-not-over-target', '#EXTINF:1.00000,\n46', '#EXTINF:1.50000,\n46'],
    ['part-not-over-target', 'DURATION=0.40000,URI="51.0', 'DURATION=0.40001,URI="51.0'],
    ['part-not-under-target', 'DURATION=0.40000,URI="49.1', 'DURATION=0.33900,URI="49.1'],
    ['part-not-under-target', 'DURATION=0.40000,URI="49.0', 'DURATION=0.20000,URI="49.0'],
        // DESIGN: INDEPENDENT ones too
    ['parts-add-up', 'DURATION=0.20000,URI="49.2', 'DURATION=0.20010,URI="49.2'],
    ['server-control-is-there',
        '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=1.20000\n', ''],
    ['reload-can-block', 'CAN-BLOCK-RELOAD=YES,', ''],
    ['part-hold-back-is-long-enough', 'PART-HOLD-BACK=1.20000', 'PART-HOLD-BACK=1.19000'],
    ['part-hold-back-is-long-enough', ',PART-HOLD-BACK=1.20000', ''],
    ['hold-back-is-long-enough', 'PART-HOLD-BACK=1.20000', 'PART-HOLD-BACK=1.20000,HOLD-BACK=2.9'],
    ['skip-boundary-is-far-enough', 'CAN-SKIP-UNTIL=6.00000', 'CAN-SKIP-UNTIL=5.99000'],
    ['skip-boundary-is-far-enough', 'CAN-SKIP-UNTIL=6.00000', 'CAN-SKIP-DATERANGES=YES'],
    ['date-time-is-there', '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:46.000Z\n', ''],
    ['date-time-follows-durations', '20:00:46.000Z', '20:00:46.005Z'],
    ['date-time-is-unambiguous', '20:00:46.000Z', '20:00:44.900Z'],
    ['map-is-there', '#EXT-X-MAP:URI="init-0.mp4"\n', ''],
    ['map-changes-at-discontinuity', '46.m4s\n', '46.m4s\n#EXT-X-MAP:URI="init-1.mp4"\n'],
    ['part-is-hinted', '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.1.m4s"\n', ''],
    ['hint-is-there-once', '#EXT-X-RENDITION', '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.2.m4s"\n#EXT-X-RENDITION'],
    ['hint-is-no-listed-part', 'URI="51.1.m4s"', 'URI="51.0.m4s"'],
    ['ended-playlist-hints-nothing', '#EXT-X-RENDITION', '#EXT-X-ENDLIST\n#EXT-X-RENDITION'],
    ['gap-parts-are-marked', '#EXTINF:1.00000,\n49', '#EXT-X-GAP\n#EXTINF:1.00000,\n49'],
    ['live-playlist-has-no-type', '#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:1\n#EXT-X-PLAYLIST-TYPE:EVENT'],
    ['parts-far-from-the-edge-are-gone', '#EXTINF:1.00000,\n46',
        '#EXT-X-PART:DURATION=1.0,URI="46.0.m4s"\n#EXTINF:1.00000,\n46'],
    ['uri-has-no-query', '46.m4s', '46.m4s?viewer=7'],
    ['name-stands-for-one-thing', '46.m4s', '45.m4s'],
    ['start-is-left-out', '#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:1\n#EXT-X-START:TIME-OFFSET=-2'],
];

for (const [rule, from, to] of kBad) {
    test(`${rule}: ${JSON.stringify(to)}`, () => {
        assert.ok(look(but(kWhole, from, to)).includes(rule));
    });
}

test('parts-near-the-edge-are-listed: a segment next to the edge without parts', () => {
    const text = kWhole.replaceAll(/#EXT-X-PART:[^\n]*"49\.[^\n]*\n/g, '');
    assert.ok(look(text).includes('parts-near-the-edge-are-listed'));
});

test('a short part is the last of its segment, or next to a gap', () => {
    const gap = but(kWhole, 'DURATION=0.40000,URI="49.1.m4s"', 'DURATION=0.40000,URI="49.1.m4s",GAP=YES');
    assert.deepEqual(look(but(gap, 'DURATION=0.40000,URI="49.0', 'DURATION=0.10000,URI="49.0')), ['parts-add-up']);
});

test('a missing segment may be longer or shorter than it says', () => {
    const text = but(kWhole, '#EXTINF:1.00000,\n45', '#EXT-X-GAP\n#EXTINF:0.90000,\n45');
    assert.deepEqual(look(text), []);
});

test('an init section may change where there is a discontinuity', () => {
    assert.deepEqual(look(but(kWhole, '46.m4s\n', '46.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-1.mp4"\n')), []);
});
