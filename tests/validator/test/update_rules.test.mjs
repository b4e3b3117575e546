// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkUpdate } from '../rules/update_rules.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kNext, kWhole } from './literals.mjs';

const look = (/** @type {string} */ before, /** @type {string} */ now, afterRestart = false) => (
    breachesOf((check) => checkUpdate(check, media(before), media(now), { afterRestart })));

/** The first `count` segments gone, as the head says or not. */
function without(/** @type {string} */ text, /** @type {number} */ count, first = 40 + count) {
    const head = text.slice(0, text.indexOf('#EXT-X-PROGRAM'));
    const rest = text.slice(text.indexOf(`#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:${40 + count}`));
    return but(head, 'MEDIA-SEQUENCE:40', `MEDIA-SEQUENCE:${first}`) + rest;
}

const kEnd = but(kNext, '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.2.m4s"', '#EXTINF:0.80000,\n51.m4s\n#EXT-X-ENDLIST');

test('good updates breach nothing', () => {
    assert.deepEqual(look(kWhole, kNext), []);
    assert.deepEqual(look(kWhole, kWhole), []);
    assert.deepEqual(look(kWhole, without(kNext, 2)), []);
    assert.deepEqual(look(kNext, kEnd), []);
    const partsGone = kNext.replaceAll(/#EXT-X-PART:[^\n]*"48\.[^\n]*\n/g, '');
    assert.deepEqual(look(kWhole, partsGone), []);
});

/** @type {[rule: string, before: string, now: string][]} */
const kBad = [
    ['media-sequence-never-goes-back', without(kWhole, 2), kNext],
    ['discontinuity-sequence-never-goes-back', kWhole, but(kNext, 'DISCONTINUITY-SEQUENCE:2',
        'DISCONTINUITY-SEQUENCE:1')],
    ['edge-never-goes-back', kNext, kWhole],
    ['target-duration-is-constant', kWhole, but(kNext, 'TARGETDURATION:1', 'TARGETDURATION:2')],
    ['part-target-is-constant', kWhole, but(kNext, 'PART-TARGET=0.40000', 'PART-TARGET=0.40001')],
    ['server-control-is-constant', kWhole, but(kNext, 'CAN-SKIP-UNTIL=6.00000', 'CAN-SKIP-UNTIL=7.00000')],
    ['version-is-constant', kWhole, but(kNext, 'VERSION:9', 'VERSION:10')],
    ['segment-stays-as-it-was', kWhole, but(kNext, '46.m4s', '46b.m4s')],
    ['segment-stays-as-it-was', kWhole, but(kNext, '20:00:46.000Z', '20:00:46.001Z')],
    ['segment-stays-as-it-was', kWhole, but(kNext, '#EXTINF:1.00000,\n46', '#EXTINF:1.00001,\n46')],
    ['segment-stays-as-it-was', kWhole, but(kNext, '#EXTINF:1.00000,\n46', '#EXT-X-GAP\n#EXTINF:1.00000,\n46')],
    // A discontinuity that went, and the sequence does not say so.
    ['segment-stays-as-it-was', but(kWhole, '20:00:40.000Z', '20:00:40.000Z\n#EXT-X-DISCONTINUITY'), without(kNext, 2)],
    ['segments-have-no-hole', kWhole, without(kNext, 2, 41)],
    ['part-stays-as-it-was', kWhole, but(kNext, '"49.1.m4s"', '"49.9.m4s"')],
    ['part-stays-as-it-was', kWhole, but(kNext, '#EXT-X-PART:DURATION=0.40000,URI="49.1.m4s"\n', '')],
    ['part-stays-as-it-was', kWhole, but(kNext, 'URI="51.0.m4s",INDEPENDENT=YES', 'URI="51.0.m4s"')],
    ['window-is-long-enough', kWhole, without(kNext, 9)],
    ['end-is-final', kEnd, but(kEnd, '#EXT-X-ENDLIST\n', '')],
    ['end-is-final', kEnd, but(kEnd, '#EXT-X-ENDLIST', '#EXTINF:1.00000,\n52.m4s\n#EXT-X-ENDLIST')],
    ['hint-comes-true', kWhole, but(kNext, 'URI="51.1.m4s"', 'URI="51.1-b.m4s"')],
    ['map-hint-comes-true', but(kWhole, '#EXT-X-RENDITION',
        '#EXT-X-PRELOAD-HINT:TYPE=MAP,URI="init-1.mp4"\n#EXT-X-RENDITION'),
        but(kNext, '#EXT-X-PRELOAD', '#EXTINF:0.80000,\n51.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-2.mp4"\n' +
            '#EXT-X-PART:DURATION=0.40000,URI="52.0.m4s"\n#EXT-X-PRELOAD')],
];

for (const [rule, before, now] of kBad) {
    test(rule, () => assert.ok(look(before, now).includes(rule), look(before, now).join()));
}

test('a hint for the first part of the next segment comes true there', () => {
    const seam = but(kNext, '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.2.m4s"',
        '#EXTINF:0.80000,\n51.m4s\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="52.0.m4s"');
    const after = but(seam, '#EXT-X-PRELOAD',
        '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:51.800Z\n' +
            '#EXT-X-PART:DURATION=0.40000,URI="52.0.m4s"\n#EXT-X-PRELOAD');
    assert.deepEqual(look(seam, after), []);
    assert.deepEqual(look(seam, but(after, 'PART:DURATION=0.40000,URI="52.0', 'PART:DURATION=0.40000,URI="53.0')),
        ['hint-comes-true']);
});

test('only where an encoder begins may a hinted part stay away', () => {
    const early = but(kNext, '#EXT-X-PART:DURATION=0.40000,URI="51.1.m4s"\n#EXT-X-PRELOAD',
        '#EXTINF:0.40000,\n51.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:51.400Z\n' +
            '#EXT-X-PART:DURATION=0.40000,URI="52.0.m4s"\n#EXT-X-PRELOAD');
    assert.deepEqual(look(kWhole, early), ['hint-comes-true']);
    const anew = (/** @type {string} */ text) => but(text, '20:00:51.000Z', '20:00:51.000Z\n#EXT-X-DISCONTINUITY');
    assert.deepEqual(look(anew(kWhole), anew(early)), []);
});

test('after a restart of the server the newest parts may be gone, segments and numbers may not', () => {
    assert.deepEqual(look(kNext, kWhole, true), []);
    assert.deepEqual(look(kWhole, but(kNext, '46.m4s', '46b.m4s'), true), ['segment-stays-as-it-was']);
    assert.deepEqual(look(without(kWhole, 2), kNext, true), ['media-sequence-never-goes-back']);
});
