// SPDX-License-Identifier: Apache-2.0
import type { MeasurementKind } from '../protocol';

/** Watched time as the union of intervals: what is seen twice counts once, what is jumped over not at all. */
export class WatchedTime {
    #intervals: [number, number][] = [];

    add(from: number, to: number): void {
        if (to <= from) {
            return;
        }
        const merged: [number, number][] = [];
        let [start, end] = [from, to];
        for (const [a, b] of this.#intervals) {
            if (b < start || a > end) {
                merged.push([a, b]);
            } else {
                [start, end] = [Math.min(a, start), Math.max(b, end)];
            }
        }
        this.#intervals = [...merged, [start, end]];
    }

    get ms(): number {
        return this.#intervals.reduce((sum, [a, b]) => sum + b - a, 0);
    }
}

const kQuartiles: readonly [MeasurementKind, number][] = [
    ['firstQuartile', 0.25],
    ['midpoint', 0.5],
    ['thirdQuartile', 0.75],
    ['complete', 1],
];

// The first and the last frame of a showing are not seen from edge to edge.
const kFrameToleranceMs = 150;

/** Which quartiles a play has reached, each once, in order. */
export class Quartiles {
    #next = 0;

    reached(watchedMs: number, durationMs: number): MeasurementKind[] {
        const reached: MeasurementKind[] = [];
        for (let quartile = kQuartiles[this.#next]; quartile; quartile = kQuartiles[this.#next]) {
            const [kind, fraction] = quartile;
            if (watchedMs < durationMs * fraction - (fraction === 1 ? kFrameToleranceMs : 0)) {
                break;
            }
            reached.push(kind);
            this.#next += 1;
        }
        return reached;
    }
}
