// SPDX-License-Identifier: Apache-2.0
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { entranceTo } from '../../resources/player/src/ads/admission';
import { LeastRecentlyUsed } from '../../resources/player/src/ads/least_recently_used';
import { Opening } from '../../resources/player/src/ads/opening';
import { placementOf } from '../../resources/player/src/ads/placement';
import { Play } from '../../resources/player/src/ads/play';
import type { Cue } from '../../resources/player/src/protocol';

vi.stubGlobal('crypto', webcrypto); // what a browser has, and Node 18 not

const vector = JSON.parse(readFileSync(new URL('../vectors/cue.json', import.meta.url), 'utf8')) as Cue;
const cue: Cue = { ...vector, start: '2026-11-24T09:00:00.000Z', durationMs: 10_000, late: 'join', rewind: 'hide' };
const start = Date.parse(cue.start);

describe('the entrance to a cue', () => {
    test.each([
        ['at its start', cue, 20, false, 'onTime'],
        ['a little late', cue, 1500, false, 'onTime'],
        ['half-way, to join', cue, 5000, false, 'late'],
        ['near its end, to join', cue, 7500, false, 'none'],
        ['half-way, to skip', { ...cue, late: 'skip' }, 5000, false, 'none'],
        ['rewound, to hide', cue, 20, true, 'none'],
        ['rewound, to show', { ...cue, rewind: 'show' }, 20, true, 'onTime'],
        ['rewound into the middle, to show and join', { ...cue, rewind: 'show' }, 5000, true, 'late'],
        ['rewound into the middle, to show and skip', { ...cue, rewind: 'show', late: 'skip' }, 5000, true, 'none'],
    ] as const)('%s', (_, which, ms, timeShifted, entrance) => {
        expect(entranceTo(which as Cue, start + ms, timeShifted)).toBe(entrance);
    });
});

describe('an opening', () => {
    test('that is on time leaves all to the cue', () => {
        expect(Opening.atOnce().at(0)).toBe(1);
    });
    test('that is late is eased by the device\'s clock', () => {
        const opening = Opening.from(1000, 400);
        expect([1000, 1200, 1400, 9000].map((ms) => opening.at(ms))).toEqual([0, 0.5, 1, 1]);
    });
});

describe('a placement', () => {
    test('of a squeezeback lays the ad bare behind the programme', () => {
        const { content, isOver, opacity } = placementOf(cue.layout, 1);
        expect({ content, isOver, opacity }).toEqual({ content: cue.layout.content, isOver: false, opacity: 1 });
    });
    test('of an overlay fades the ad in over the whole programme', () => {
        const whole = { x: 0, y: 0, width: 1, height: 1 };
        const third = { x: 0, y: 0.7, width: 1, height: 0.3 };
        expect(placementOf({ ...cue.layout, content: whole, ads: [third] }, 0.25))
            .toEqual({ content: whole, ad: third, isOver: true, opacity: 0.25 });
    });
});

describe('a play', () => {
    const play = () => new Play(cue, cue.candidates[0]!);
    const watch = (of: Play, from: number, to: number) => {
        const kinds: string[] = [];
        for (let ms = from; ms < to; ms += 40) {
            kinds.push(...of.frame(start + ms).map(({ kind }) => kind));
        }
        return kinds;
    };

    test('that is watched to its end is complete, each step once', () => {
        const watched = play();
        expect(watch(watched, 0, 10_000)).toEqual(
            ['impression', 'start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete']);
        expect(watched.end(start + 10_020)).toEqual([]);
    });
    test('whose last frame stays to the end is complete', () => {
        const watched = play();
        watch(watched, 0, 9800);
        expect(watched.end(start + 10_020).map(({ kind }) => kind)).toEqual(['complete']);
    });
    test('that is left just before its end is not', () => {
        const watched = play();
        watch(watched, 0, 9800);
        expect(watched.end(start - 20_000)).toEqual([]);
    });
    test('counts nothing of what passes while it is hidden', () => {
        const watched = play();
        watch(watched, 0, 2000);
        watched.interrupt();
        expect(watch(watched, 2300, 2700)).toEqual([]);
        expect(watch(watched, 2700, 3000)).toEqual(['firstQuartile']);
    });
    test('that is watched a second time counts nothing twice', () => {
        const watched = play();
        watch(watched, 0, 3000);
        watched.end(start - 20_000);
        expect(watch(watched, 0, 3000)).toEqual([]);
    });
    test('that failed says the VAST code', () => {
        expect(play().failed(start)).toMatchObject({ kind: 'error', vastError: 502, watchedMs: 0 });
    });
});

describe('what was used least recently', () => {
    test('goes first', () => {
        const evicted = vi.fn();
        const kept = new LeastRecentlyUsed<string>(100, evicted);
        kept.set('a', 'A', 40);
        kept.set('b', 'B', 40);
        kept.get('a');
        kept.set('c', 'C', 40);
        expect(evicted.mock.calls).toEqual([['B']]);
        expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A', undefined, 'C']);
    });
    test('is kept when it alone is too big', () => {
        const kept = new LeastRecentlyUsed<string>(100, () => undefined);
        kept.set('a', 'A', 40);
        kept.set('b', 'B', 500);
        expect([kept.get('a'), kept.get('b')]).toEqual([undefined, 'B']);
    });
    test('counts a key that is set again once', () => {
        const evicted = vi.fn();
        const kept = new LeastRecentlyUsed<string>(100, evicted);
        kept.set('a', 'A', 90);
        kept.set('a', 'A2', 90);
        expect([kept.get('a'), evicted.mock.calls]).toEqual(['A2', [['A']]]);
    });
});
