// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lately, quantile } from '../../../resources/ops/src/latency.mjs';

const kBounds = [0.001, 0.01, 0.1];

test('a quantile lies straight between the bounds of its bucket', () => {
    assert.equal(quantile({ bounds: [1, 3], counts: [0, 10, 0], sumSeconds: 0 }, 0.5), 2);
    assert.equal(quantile({ bounds: kBounds, counts: [99, 0, 1, 0], sumSeconds: 0 }, 0.99), 0.001);
});

test('above the last bound nothing is known but that', () => {
    assert.equal(quantile({ bounds: kBounds, counts: [1, 0, 0, 9], sumSeconds: 0 }, 0.5), Infinity);
});

test('of nothing there is no quantile', () => {
    assert.equal(quantile({ bounds: kBounds, counts: [0, 0, 0, 0], sumSeconds: 0 }, 0.5), undefined);
});

test('what was there before does not count', () => {
    const before = { bounds: kBounds, counts: [100, 0, 0, 0], sumSeconds: 0.1 };
    const now = { bounds: kBounds, counts: [100, 0, 4, 0], sumSeconds: 0.3 };
    assert.deepEqual(lately(now, before).counts, [0, 0, 4, 0]);
    assert.deepEqual(lately(now).counts, now.counts);
});
