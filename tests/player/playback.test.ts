// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test, vi } from 'vitest';
import { mediaTimeAt } from '../../resources/player/src/playback/programme_clock';
import { TimeShift } from '../../resources/player/src/playback/time_shift';
import { clockBehind, latencyBehind, spokenBehind } from '../../resources/player/src/ui/wording';

describe('a time shift', () => {
    const make = () => {
        const changed = vi.fn();
        return { shift: new TimeShift(changed), changed };
    };

    test('begins with a step back, not with a little one', () => {
        const { shift } = make();
        shift.sought(4);
        expect(shift.on).toBe(false);
        shift.sought(10);
        expect(shift.on).toBe(true);
    });
    test('begins with a pause, and a short one is made up for', () => {
        const { shift, changed } = make();
        shift.paused();
        expect([shift.on, shift.stands]).toEqual([true, true]);
        shift.resumed(3);
        expect([shift.on, shift.stands]).toEqual([false, false]);
        expect(changed.mock.calls).toEqual([[true], [false]]);
    });
    test('is not begun by a start of the picture, whatever is behind', () => {
        const { shift } = make();
        shift.resumed(30);
        expect(shift.on).toBe(false);
    });
    test('ends where the picture has come to live', () => {
        const { shift } = make();
        shift.sought(10);
        shift.played(8);
        expect(shift.on).toBe(true);
        shift.played(0.4);
        expect(shift.on).toBe(false);
    });
    test('comes back to the same picture, however often it is started again', () => {
        const { shift } = make();
        shift.sought(10);
        shift.interrupted(1000);
        shift.interrupted(NaN);
        shift.resumed(undefined);
        expect([shift.on, shift.takeLeftMs(), shift.takeLeftMs()]).toEqual([true, 1000, NaN]);
    });
    test('of nobody takes nobody back', () => {
        const { shift } = make();
        shift.interrupted(1000);
        expect(shift.takeLeftMs()).toBe(NaN);
    });
});

describe('the media time of a moment', () => {
    const day = Date.parse('2026-11-24T09:00:00Z');
    const segments = [
        { start: 100, end: 101, programDateTime: day },
        { start: 101, end: 102, programDateTime: day + 1000 },
        { start: 102, end: 103, programDateTime: day + 60_000 }, // the encoder was away
    ];
    test('is found in its segment, over a gap as well', () => {
        expect(mediaTimeAt(segments, day + 1500)).toBe(101.5);
        expect(mediaTimeAt(segments, day + 60_250)).toBe(102.25);
    });
    test('is not made up', () => {
        expect(mediaTimeAt(segments, day + 30_000)).toBeUndefined();
        expect(mediaTimeAt([{ start: 0, end: 1, programDateTime: null }], day)).toBeUndefined();
    });
});

describe('words for the distance to live', () => {
    test('as on a clock', () => {
        expect([7, 83, 3723].map(clockBehind)).toEqual(['−0:07', '−1:23', '−1:02:03']);
    });
    test('as they are spoken', () => {
        expect([0, 1, 83, 7200].map(spokenBehind)).toEqual(
            ['live', '1 second behind live', '1 minute 23 seconds behind live', '2 hours behind live']);
    });
    test('for a viewer at live', () => {
        expect([840, -30].map(latencyBehind)).toEqual(['0.8 s behind', '0.0 s behind']);
    });
});
