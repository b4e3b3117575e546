// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CueBook } from '../../resources/player/src/cues/cue_book';
import { contentRect, cueTimes, phaseAt, squeezeAt } from '../../resources/player/src/cues/timing';
import { cueReference } from '../../resources/player/src/cues/manifest_cues';
import { Quartiles, WatchedTime } from '../../resources/player/src/measurement/watched';
import type { Cue } from '../../resources/player/src/protocol';

const vector = JSON.parse(readFileSync(new URL('../vectors/cue.json', import.meta.url), 'utf8')) as Cue;
const cue: Cue = { ...vector, start: '2026-11-24T09:00:00.000Z', durationMs: 10_000, state: 'committed',
    layout: { ...vector.layout, enterMs: 1200, leaveMs: 1200, content: { x: 0.225, y: 0, width: 0.775, height: 0.775 } } };
const start = Date.parse(cue.start);

describe('a cue on the programme clock', () => {
    test('goes through its phases', () => {
        const times = cueTimes(cue);
        const phases = [-1, 0, 1199, 1200, 8799, 8800, 9999, 10_000].map((ms) => phaseAt(times, start + ms));
        expect(phases).toEqual(['before', 'entering', 'entering', 'showing', 'showing', 'leaving', 'leaving', 'over']);
    });
    test('squeezes the picture and gives it back', () => {
        const times = cueTimes(cue);
        expect(squeezeAt(times, start + 600)).toBeCloseTo(0.5);
        expect(contentRect(cue.layout.content, squeezeAt(times, start + 5000))).toEqual(cue.layout.content);
        expect(contentRect(cue.layout.content, squeezeAt(times, start + 10_000))).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    });
    test('shortens enter and leave alike where they are longer than the cue', () => {
        expect(cueTimes({ ...cue, durationMs: 1000 })).toEqual({ start, full: start + 500, leave: start + 500, end: start + 1000 });
    });
});

describe('the cue book', () => {
    test('keeps the highest revision of an id, whatever way it came', () => {
        const book = new CueBook();
        expect(book.put({ ...cue, revision: 2 })).toBe(true);
        expect(book.put({ ...cue, revision: 1, durationMs: 1 })).toBe(false);
        expect(book.at(start + 5000)?.durationMs).toBe(10_000);
    });
    test('shows nothing of a cancelled cue', () => {
        const book = new CueBook();
        book.put({ ...cue, revision: 1 });
        book.put({ ...cue, revision: 2, state: 'cancelled' });
        expect(book.at(start + 5000)).toBeUndefined();
    });
});

describe('manifest cues', () => {
    test('are date ranges of our class with an address', () => {
        const attributes = { CLASS: 'org.tallylight.cue', 'X-CUE-URI': '/live/demo/cues/a.3.json', 'X-REVISION': '3',
            'START-DATE': cue.start, DURATION: '10.000' };
        expect(cueReference('a', attributes)).toEqual(
            { id: 'a', revision: 3, uri: '/live/demo/cues/a.3.json', endMs: start + 10_000 });
        expect(cueReference('a', { ...attributes, CLASS: 'com.example.other' })).toBeUndefined();
    });
});

describe('watched time', () => {
    test('is the union of intervals', () => {
        const watched = new WatchedTime();
        watched.add(0, 1000);
        watched.add(500, 1500);
        watched.add(5000, 6000);
        watched.add(1500, 1400);
        expect(watched.ms).toBe(2500);
    });
    test('gives each quartile once, in order, and none for a seek', () => {
        const quartiles = new Quartiles();
        expect(quartiles.reached(2499, 10_000)).toEqual([]);
        expect(quartiles.reached(5200, 10_000)).toEqual(['firstQuartile', 'midpoint']);
        expect(quartiles.reached(5300, 10_000)).toEqual([]);
        expect(quartiles.reached(9900, 10_000)).toEqual(['thirdQuartile', 'complete']);
    });
});
