// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judge } from '../../../resources/demo/lib/frames.mjs';

/** @param {number[]} times */
function framesAt(times) {
    return times.map((presentedMs) => ({ at: 1e12 + presentedMs, presentedMs, clock: [] }));
}

test('a freeze that has not ended counts as a gap', () => {
    const picture = judge({ frames: framesAt([0, 33, 66, 400]), endMs: 900 });
    assert.equal(picture.longestGapMs, 500);
    assert.equal(picture.longGaps, 2);
});

test('without a burned clock there is no latency', () => {
    const picture = judge({ frames: framesAt([0, 33]), endMs: 40 });
    assert.equal(picture.readings, 0);
    assert.ok(Number.isNaN(picture.medianMs));
});

test('no frame at all is no gap to measure', () => {
    assert.deepEqual(judge({ frames: [], endMs: 100 }).longestGapMs, 0);
});
