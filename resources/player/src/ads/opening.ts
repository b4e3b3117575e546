// SPDX-License-Identifier: Apache-2.0
import { smoothStep } from '../cues/timing';

/**
 * How far an ad may be open, by the device's own clock: 1 where it began on time, so that the cue's easing on the
 * programme clock is all there is. It comes in gently where the viewer meets it half-way, or after a stall.
 */
export class Opening {
    #startMs: number;
    #overMs: number;

    private constructor(startMs: number, overMs: number) {
        this.#startMs = startMs;
        this.#overMs = overMs;
    }

    static atOnce(): Opening {
        return new Opening(0, 0);
    }

    static from(nowMs: number, overMs: number): Opening {
        return new Opening(nowMs, overMs);
    }

    at(nowMs: number): number {
        return this.#overMs > 0 ? smoothStep((nowMs - this.#startMs) / this.#overMs) : 1;
    }
}
