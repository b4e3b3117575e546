// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readBurnedClock } from '../../../resources/demo/lib/burned_clock.mjs';

/** @param {number} bits 32 of them */
function lumaOf(bits) {
    return [...bits.toString(2).padStart(32, '0')].map((bit) => (bit === '1' ? 230 : 20));
}

test('the burned clock is read as core/live/burned_clock.h writes it', () => {
    // 0x123456 ms; 0x12 + 0x34 + 0x56 = 0x9c, turned 0x63
    assert.equal(readBurnedClock(lumaOf(0x12345663), 0x123456 + 700), 0x123456);
});

test('the burned clock is the latest moment at or before now', () => {
    const modulo = 2 ** 24;
    assert.equal(readBurnedClock(lumaOf(0x12345663), 100 * modulo + 5), 99 * modulo + 0x123456);
});

test('black, white and a damaged row are no reading', () => {
    assert.equal(readBurnedClock(lumaOf(0), 1e12), undefined);
    assert.equal(readBurnedClock(lumaOf(0xffffffff), 1e12), undefined);
    assert.equal(readBurnedClock(lumaOf(0x12345662), 1e12), undefined);
    assert.equal(readBurnedClock([], 1e12), undefined);
});
