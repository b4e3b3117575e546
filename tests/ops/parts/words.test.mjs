// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bitRate, bytes, counted, duration, latency, share } from '../../../resources/ops/src/words.mjs';

/** @type {[string, (value: any) => string, [any, string][]][]} */
const kTable = [
    ['bytes', bytes, [[undefined, '–'], [0, '0 B'], [999, '999 B'], [1500, '1.5 kB'], [2.5e8, '250 MB'], [3e15, '3000 TB']]],
    ['bit rates', bitRate, [[undefined, '–'], [0, '0 kbit/s'], [25_000, '200 kbit/s'], [525_000, '4.2 Mbit/s'], [1.25e9, '10.00 Gbit/s']]],
    ['latencies', latency, [[undefined, '–'], [0.0004, '0.4 ms'], [0.024, '24 ms'], [1.25, '1.25 s'], [Infinity, '> 5 s']]],
    ['durations', duration, [[undefined, '–'], [0.2, '0.2 s'], [42, '42 s'], [65, '1 min 5 s'], [1800, '30 min'], [7200, '2 h'],
        [18_600, '5 h 10 min'], [86_400, '1 d'], [1_047_600, '12 d 3 h']]],
];

for (const [what, say, cases] of kTable) {
    test(`${what} in words`, () => {
        assert.deepEqual(cases.map(([value]) => say(value)), cases.map(([, text]) => text));
    });
}

test('a share of nothing is unknown', () => {
    assert.equal(share(0, 0), '–');
    assert.equal(share(97, 100), '97 %');
});

test('one and many', () => {
    assert.deepEqual([1, 2, 0].map((count) => counted(count, 'part')), ['1 part', '2 parts', '0 parts']);
});
