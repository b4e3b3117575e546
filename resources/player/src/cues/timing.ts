// SPDX-License-Identifier: Apache-2.0
import type { Cue, FrameRect } from '../protocol';

// The twin of core/cue/timing.cpp: the same phases and the same easing, on the programme clock in milliseconds.
export type CuePhase = 'before' | 'entering' | 'showing' | 'leaving' | 'over';

export interface CueTimes { start: number; full: number; leave: number; end: number }

/** Enter and leave are shortened alike where together they are longer than the cue. */
export function cueTimes(cue: Cue): CueTimes {
    const start = Date.parse(cue.start);
    const end = start + cue.durationMs;
    let enter = Math.max(0, cue.layout.enterMs);
    let leave = Math.max(0, cue.layout.leaveMs);
    if (enter + leave > cue.durationMs) {
        enter = Math.floor((cue.durationMs * enter) / (enter + leave));
        leave = cue.durationMs - enter;
    }
    return { start, full: start + enter, leave: end - leave, end };
}

export function phaseAt(times: CueTimes, programmeMs: number): CuePhase {
    if (programmeMs < times.start) return 'before';
    if (programmeMs < times.full) return 'entering';
    if (programmeMs < times.leave) return 'showing';
    return programmeMs < times.end ? 'leaving' : 'over';
}

export const smoothStep = (x: number): number => {
    const t = Math.min(1, Math.max(0, x));
    return t * t * (3 - 2 * t);
};

/** 0: the whole frame, 1: in the content rectangle. */
export function squeezeAt(times: CueTimes, programmeMs: number): number {
    switch (phaseAt(times, programmeMs)) {
        case 'entering':
            return smoothStep((programmeMs - times.start) / Math.max(1, times.full - times.start));
        case 'showing':
            return 1;
        case 'leaving':
            return smoothStep((times.end - programmeMs) / Math.max(1, times.end - times.leave));
        default:
            return 0;
    }
}

export function contentRect(target: FrameRect, amount: number): FrameRect {
    return {
        x: target.x * amount,
        y: target.y * amount,
        width: 1 + (target.width - 1) * amount,
        height: 1 + (target.height - 1) * amount,
    };
}
