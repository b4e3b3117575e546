// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findingsOf } from '../../../resources/ops/src/findings.mjs';
import { isQuiet } from '../../../resources/ops/src/quiet_list.mjs';
import { event, historyOf, track } from '../lib/reports.mjs';

/** @param {import('../../../resources/ops/src/history.mjs').History} history */
const said = (history) => findingsOf(history).map(({ level, where, what }) => `${level} ${where}: ${what}`);

/** A minute with this track in it, at its begin and at its end. @param {object} before @param {object} now */
const minute = (before, now) => historyOf({ events: [event({ tracks: [track(before)] })] }, { events: [event({ tracks: [track(now)] })] });

test('of a show that goes well there is nothing to say', () => {
    assert.deepEqual(said(historyOf({ events: [event()] }, { events: [event()] })), []);
});

test('a show that fell is a fault; one that is over, or long ago, is none', () => {
    const fallen = event({ onAir: false, sinceLastPartSeconds: 125 });
    assert.deepEqual(said(historyOf({ events: [fallen] })), ['fault cup: Off air: no part came for 2 min 5 s. Viewers stand still.']);
    for (const over of [{ ended: true, sinceLastPartSeconds: 10 }, { sinceLastPartSeconds: 4000 }, { sinceLastPartSeconds: undefined }]) {
        const quiet = /** @type {any} */ ({ ...event({ onAir: false }), ...over });
        assert.deepEqual(said(historyOf({ events: [quiet] })), []);
        assert.ok(isQuiet(quiet));
    }
});

test('what its publisher is told, the engineer is told', () => {
    const warnings = [{ code: 'no-key-frame', detail: 'no key frame for 4.0 s: nobody can begin to watch' }];
    assert.deepEqual(said(minute({ warnings }, { warnings })),
        ['fault cup / v720: No key frame for 4.0 s: nobody can begin to watch.']);
});

test('a silent track and a full disk are faults', () => {
    assert.deepEqual(said(minute({}, { silent: true, notStored: true })).map((line) => line.slice(0, 28)),
        ['fault cup / v720: Nothing co', 'fault cup / v720: The disk t']);
});

test('late parts are spoken of while they come late, not for ever', () => {
    assert.deepEqual(said(minute({ partsLate: 3 }, { partsLate: 12 })),
        ['warning cup / v720: 9 parts came late in the last minute: viewers may see the picture stop.']);
    assert.deepEqual(said(minute({ partsLate: 12 }, { partsLate: 12 })), []);
});

test('clocks that differ, and pictures that come late, are told apart', () => {
    assert.match(said(minute({}, { delaySeconds: -0.4 }))[0], /clock is ahead of this server’s by 400 ms/);
    assert.match(said(minute({}, { delaySeconds: 4 }))[0], /Pictures are 4\.00 s old/);
});

test('tracks of an earlier start trouble nobody', () => {
    assert.deepEqual(said(minute({ current: false }, { current: false, silent: true, delaySeconds: 9 })), []);
});

test('what is wrong with the server comes with its numbers', () => {
    const full = { connections: 950, connectionsRefused: 7, serverErrors: 1, cpuSeconds: 10 + 19 };
    assert.deepEqual(said(historyOf({}, {}, { server: full })), [
        'fault server: 7 connections refused in the last minute: too many are open, or of one address.',
        'warning server: 950 of 1,000 connections are open: the next ones will be refused.',
        'warning server: 1 request failed here in the last minute (5xx).',
        'warning server: The processor is used up: 1.9 of 2 cores.',
    ]);
});

test('answers that go out late are spoken of when there are enough of them', () => {
    const slow = { bounds: [0.01, 0.1, 1], counts: [0, 0, 30, 0], sumSeconds: 9 };
    assert.match(said(historyOf({ events: [event()] }, { events: [event({ publishedToSent: slow })] }))[0], /one in a hundred 9\d\d ms/);
});

test('a server that started again counts from zero', () => {
    const history = historyOf({ server: { serverErrors: 100 } }, { server: { serverErrors: 2, startedAt: '2026-11-24T02:59:59Z' } });
    assert.deepEqual(said(history), []);
});
