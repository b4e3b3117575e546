// SPDX-License-Identifier: Apache-2.0
import type { Part } from 'hls.js';
import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.stubGlobal('self', globalThis); // where hls.js looks for what a browser has
const { default: Hls, Events } = await import('hls.js');
const { curedControllers, cureFragmentTracker } = await import('../../resources/player/src/playback/hls_cures');

const kPartSeconds = 0.2;
const kPartsOfSegment = 5;

interface Segment {
    sn: number;
    type: string;
    level: number;
    start: number;
    end: number;
    duration: number;
    relurl: string | undefined;
    elementaryStreams: object;
    hasStreams: boolean;
    clearElementaryStreamInfo(): void;
}

function segment(sn: number, seconds = 1): Segment {
    return {
        sn, type: 'main', level: 0, start: sn, end: sn + seconds, duration: seconds, relurl: `${sn}.m4s`,
        elementaryStreams: { video: { partial: false } }, hasStreams: true,
        clearElementaryStreamInfo() {},
    };
}

function part(of: Segment, index: number, loaded: boolean): Part {
    const start = of.start + index * kPartSeconds;
    return {
        fragment: of, index, loaded, start, duration: kPartSeconds, end: start + kPartSeconds, gap: false,
        independent: index === 0,
    } as unknown as Part;
}

function ranges(...of: [number, number][]): TimeRanges {
    return { length: of.length, start: (i: number) => of[i]![0], end: (i: number) => of[i]![1] };
}

/** The parts of segments 10 and 11: the first `loaded` are, and there are `count`. */
function parts(loaded: number, count: number): Part[] {
    const [ten, eleven] = [segment(10), segment(11)];
    return Array.from({ length: count }, (_, index) => (
        part(index < kPartsOfSegment ? ten : eleven, index % kPartsOfSegment, index < loaded)));
}

describe.each(['streamController', 'audioStreamController'] as const)('getNextPart of %s', (name) => {
    /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
    const choose = (Controller: any, list: Part[], position: number): number => {
        const controller = Object.assign(Object.create(Controller.prototype), { log() {} });
        return controller.getNextPart(list, list.at(-1)!.fragment, position);
    };

    test('stock hls.js passes over a last part that came with the next segment', () => {
        expect(choose(Hls.DefaultConfig[name], parts(4, 6), 11)).toBe(5); // else the cure is needless: take it out
    });

    test('cured, the last part is loaded first', () => {
        expect(choose(curedControllers()[name], parts(4, 6), 11)).toBe(4);
    });

    test('nothing changes where nothing was passed over', () => {
        expect(choose(curedControllers()[name], parts(5, 6), 11)).toBe(5);
        expect(choose(curedControllers()[name], parts(3, 4), 10.6)).toBe(3);
    });

    test('a jump ahead does not fetch what lies between', () => {
        expect(choose(curedControllers()[name], parts(1, 6), 11)).toBe(5);
    });
});

describe('the fragment tracker', () => {
    /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
    let tracker: any;
    /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
    let hls: any;

    const create = (cured: boolean): void => {
        hls = new Hls();
        tracker = hls.streamController.fragmentTracker;
        if (cured) {
            cureFragmentTracker(hls);
        }
    };
    const load = (of: Segment, index: number): void =>
        tracker.onFragLoaded(Events.FRAG_LOADED, { frag: of, part: part(of, index, true) });
    const buffer = (of: Segment, index: number, end: number): void => {
        tracker.timeRanges = { video: ranges([0, end]) };
        tracker.detectPartialFragments({ frag: of, part: part(of, index, true), id: 'main' });
    };
    const evict = (start: number, end: number): void => tracker.detectEvictedFragments('video', ranges([start, end]), 'main');

    describe.each([false, true])('cured: %s', (cured) => {
        beforeEach(() => create(cured));

        test('a segment is done only when its last part is there', () => {
            const whole = segment(10);
            load(whole, 3);
            buffer(whole, 3, 10.81); // the last 190 ms are missing
            expect(tracker.getState(whole)).toBe(cured ? 'PARTIAL' : 'OK');
        });

        test('old media goes while a part is appended', () => {
            const open = segment(10, 0.8);
            load(open, 2);
            buffer(open, 2, 10.6);
            load(open, 3);
            evict(5, 10.6);
            expect(tracker.getState(open)).toBe(cured ? 'APPENDING' : 'NOT_LOADED');
            buffer(open, 3, 10.8);
            expect(tracker.getState(open)).toBe(cured ? 'OK' : 'NOT_LOADED');
        });

        test('what really went is forgotten', () => {
            const old = segment(3);
            load(old, 4);
            buffer(old, 4, 10);
            evict(5, 10);
            expect(tracker.getState(old)).toBe('NOT_LOADED');
        });
    });

    test('is cured once, however often one asks', () => {
        create(true);
        const { detectEvictedFragments } = tracker;
        cureFragmentTracker(hls);
        expect(tracker.detectEvictedFragments).toBe(detectEvictedFragments);
    });
});
