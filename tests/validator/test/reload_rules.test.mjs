// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
    checkFullSpeed, checkRealTime, checkReload, checkSegmentReload, checkSegmentsInTime,
} from '../rules/reload_rules.mjs';
import { breachesOf, media } from './breaches.mjs';
import { kWhole } from './literals.mjs';

const kPlaylist = media(kWhole); // up to 51.0
const kEnded = media(`${kWhole}#EXT-X-ENDLIST\n`);

test('reload-waits-for-the-part', () => {
    const look = (/** @type {number} */ msn, /** @type {number} */ part, playlist = kPlaylist) => (
        breachesOf((check) => checkReload(check, { msn, part }, playlist)));
    assert.deepEqual([...look(51, 0), ...look(50, 7), ...look(60, 0, kEnded)], []);
    assert.deepEqual(look(51, 1), ['reload-waits-for-the-part']);
    assert.deepEqual(look(52, 0), ['reload-waits-for-the-part']);
});

test('reload-waits-for-the-segment', () => {
    const look = (/** @type {number} */ msn) => breachesOf((check) => checkSegmentReload(check, msn, kPlaylist));
    assert.deepEqual(look(50), []);
    assert.deepEqual(look(51), ['reload-waits-for-the-segment']); // open, with one part
});

test('hinted-part-comes-at-full-speed: one slow part is the network, most of them are the server', () => {
    assert.deepEqual(breachesOf((check) => checkFullSpeed(check, [0.01, 0.9, 0.02])), []);
    assert.deepEqual(breachesOf((check) => checkFullSpeed(check, [0.9, 0.9, 0.02])),
        ['hinted-part-comes-at-full-speed']);
});

test('segments-come-in-time and stream-keeps-real-time', () => {
    const often = Array(19).fill(1);
    assert.deepEqual(breachesOf((check) => checkSegmentsInTime(check, [...often, 1.6], 1)), []);
    const seldom = [...often, 1.6, 1.6, 1.6];
    assert.deepEqual(breachesOf((check) => checkSegmentsInTime(check, seldom, 1)), ['segments-come-in-time']);
    assert.deepEqual(breachesOf((check) => checkRealTime(check, 9.5, 10, 1)), []);
    assert.deepEqual(breachesOf((check) => checkRealTime(check, 8.5, 10, 1)), ['stream-keeps-real-time']);
});
