// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkDateRanges, checkDateRangesAlike, checkDateRangeUpdate } from '../rules/date_range_rules.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kWhole } from './literals.mjs';

const kRange = 'ID="cue",CLASS="org.tally.squeezeback",START-DATE="2026-03-01T20:00:48.000Z",DURATION=2.000';

/** @param {string} attributes */
function withRange(attributes) {
    return but(kWhole, '#EXT-X-MAP', `#EXT-X-DATERANGE:${attributes}\n#EXT-X-MAP`);
}

/** @param {string} text */
function look(text) {
    return breachesOf((check) => checkDateRanges(check, media(text)));
}

test('a good date range breaches nothing', () => {
    assert.deepEqual(look(withRange(kRange)), []);
    assert.deepEqual(look(withRange(`${kRange},END-DATE="2026-03-01T20:00:50.000Z",CUE="PRE,ONCE",X-A="1"`)), []);
});

/** @type {[rule: string, attributes: string][]} */
const kBad = [
    ['date-range-has-start', 'ID="cue",DURATION=2.000'],
    ['date-range-end-is-behind-start', but(kRange, 'DURATION=2.000', 'END-DATE="2026-03-01T20:00:47.000Z"')],
    ['date-range-end-fits-duration', `${kRange},END-DATE="2026-03-01T20:00:51.000Z"`],
    ['date-range-on-next-has-class', 'ID="cue",START-DATE="2026-03-01T20:00:48.000Z",END-ON-NEXT=YES'],
    ['date-range-on-next-has-class', `${kRange},END-ON-NEXT=YES`],
    ['date-range-cue-is-one-of', `${kRange},CUE="PRE,POST"`],
    ['date-range-cue-is-one-of', `${kRange},CUE="NEVER"`],
];

for (const [rule, attributes] of kBad) {
    test(`${rule}: ${attributes}`, () => assert.ok(look(withRange(attributes)).includes(rule)));
}

test('date-range-has-date-time: no programme date-time to hold it against', () => {
    assert.deepEqual(look(withRange(kRange).replaceAll(/#EXT-X-PROGRAM[^\n]*\n/g, '')), ['date-range-has-date-time']);
});

test('a date range stays, and gains attributes only', () => {
    const update = (/** @type {string} */ before, /** @type {string} */ now) => (
        breachesOf((check) => checkDateRangeUpdate(check, media(before), media(now))));
    const before = withRange(kRange);
    assert.deepEqual(update(before, withRange(`${kRange},X-B="1"`)), []);
    assert.deepEqual(update(before, kWhole), ['date-range-stays']);
    assert.deepEqual(update(before, withRange(but(kRange, 'DURATION=2.000', 'DURATION=3.000'))),
        ['date-range-keeps-attributes']);
    assert.deepEqual(update(before, withRange(but(kRange, ',DURATION=2.000', ''))), ['date-range-keeps-attributes']);
    const past = withRange(but(kRange, '20:00:48', '20:00:30'));
    assert.deepEqual(update(past, kWhole), []);
});

test('renditions have the same date ranges', () => {
    const alike = (/** @type {string} */ a, /** @type {string} */ b) => (
        breachesOf((check) => checkDateRangesAlike(check, media(a).dateRanges, media(b).dateRanges)));
    assert.deepEqual(alike(withRange(kRange), withRange(kRange)), []);
    assert.deepEqual(alike(withRange(kRange), kWhole), ['date-ranges-are-alike']);
    assert.deepEqual(alike(withRange(kRange), withRange(`${kRange},X-B="1"`)), ['date-ranges-are-alike']);
});
