// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkDelta, mergeDelta } from '../rules/delta_rules.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kDelta, kNext, kWhole } from './literals.mjs';

/**
 * @param {string} delta
 * @param {{whole?: string, before?: string, directive?: 'YES' | 'v2'}} [versions]
 */
function look(delta, { whole = kWhole, before = kWhole, directive = 'YES' } = {}) {
    return breachesOf((check) => checkDelta(check,
        { directive, delta: media(delta), whole: media(whole), before: media(before) }));
}

const kOffersRanges = ['CAN-SKIP-UNTIL=6.00000', 'CAN-SKIP-UNTIL=6.00000,CAN-SKIP-DATERANGES=YES'];
const kRange = '#EXT-X-DATERANGE:ID="cue",START-DATE="2026-03-01T20:00:48.000Z"\n#EXT-X-PART-INF';

test('a good delta update breaches nothing', () => {
    assert.deepEqual(look(kDelta), []);
    assert.deepEqual(look(kDelta, { directive: 'v2' }), []);
});

test('delta-is-a-delta', () => {
    assert.ok(look(kWhole).includes('delta-is-a-delta'));
    const ended = (/** @type {string} */ text) => `${text}#EXT-X-ENDLIST\n`;
    assert.ok(look(ended(kDelta), { whole: ended(kWhole) }).includes('delta-is-a-delta'));
});

test('delta-skips-only-what-is-old: a segment within the boundary', () => {
    const greedy = kDelta.replace('SEGMENTS=5',
        'SEGMENTS=7').replace(/#EXT-X-PROGRAM[^]*?(?=#EXT-X-PROGRAM-DATE-TIME:[^\n]*:47)/, '');
    assert.ok(look(greedy).includes('delta-skips-only-what-is-old'), look(greedy).join());
});

test('delta-skips-what-is-old: segments that should be gone', () => {
    const shy = kWhole.replace(/#EXT-X-MAP[^]*?(?=#EXT-X-PROGRAM-DATE-TIME:[^\n]*:41)/,
        '#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n#EXT-X-MAP:URI="init-0.mp4"\n');
    assert.deepEqual(look(shy), ['delta-skips-what-is-old']);
});

test('delta-says-map-and-time-again', () => {
    assert.ok(look(but(kDelta, '#EXT-X-MAP:URI="init-0.mp4"\n', '')).includes('delta-says-map-and-time-again'));
    assert.ok(look(but(kDelta, '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:45.000Z\n',
        '')).includes('delta-says-map-and-time-again'));
});

test('delta-merged-is-the-whole', () => {
    assert.deepEqual(look(but(kDelta, '46.m4s', '46b.m4s')), ['delta-merged-is-the-whole']);
    assert.deepEqual(look(but(kDelta, '#EXT-X-PART:DURATION=0.40000,URI="49.1.m4s"\n', '')),
        ['delta-merged-is-the-whole']);
    assert.deepEqual(look(kDelta, { before: but(kWhole, '41.m4s', '41b.m4s') }), ['delta-merged-is-the-whole']);
});

test('delta-keeps-date-ranges', () => {
    const whole = but(kWhole, '#EXT-X-PART-INF', kRange);
    assert.deepEqual(look(kDelta, { whole, before: whole }), ['delta-keeps-date-ranges']);
    assert.deepEqual(look(but(kDelta, '#EXT-X-PART-INF', kRange), { whole, before: whole }), []);
});

test('delta-names-removed-date-ranges', () => {
    const [from, to] = kOffersRanges;
    const whole = but(kWhole, from, to);
    assert.deepEqual(look(but(kDelta, from, to), { whole, directive: 'v2' }), ['delta-names-removed-date-ranges']);
    const named = but(but(kDelta, from, to), 'SEGMENTS=5', 'SEGMENTS=5,RECENTLY-REMOVED-DATERANGES=""');
    assert.deepEqual(look(named, { whole, directive: 'v2' }), []);
});

test('whole-has-no-skip', () => {
    assert.ok(look(kDelta, { whole: kDelta }).includes('whole-has-no-skip'));
});

test('two versions are not compared', () => {
    assert.deepEqual(look(kDelta, { whole: kNext }), []);
});

test('a client that lacks what was skipped cannot merge', () => {
    const late = media(kWhole);
    late.segments = late.segments.filter(({ msn }) => msn >= 43);
    assert.equal(mergeDelta(late, media(kDelta)), undefined);
});
