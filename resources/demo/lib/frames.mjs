// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readBurnedClock } from './burned_clock.mjs';
import { median, quantile } from './statistics.mjs';

/**
 * A frame that the browser has presented, noted in the page.
 * @typedef {object} Frame
 * @property {number} at Unix epoch, milliseconds, when the page was told of it
 * @property {number} presentedMs performance.now() of the page
 * @property {number[]} clock luma of the burned clock's blocks
 */

/** @typedef {{frames: Frame[], endMs: number}} Watched endMs: performance.now() of the page at the end */

/** @typedef {{frames: number, readings: number, medianMs: number, p95Ms: number, longestGapMs: number, longGaps: number}} Picture */

const kLongGapMs = 200;

/**
 * Glass to glass latency and smoothness. Latency is NaN where no burned clock was in the picture.
 * @param {Watched} watched
 * @returns {Picture}
 */
export function judge(watched) {
    const latencies = watched.frames.flatMap(({ at, clock }) => {
        const stamp = readBurnedClock(clock, at);
        return stamp === undefined ? [] : [at - stamp];
    });
    const gaps = gapsOf(watched);
    return {
        frames: watched.frames.length,
        readings: latencies.length,
        medianMs: median(latencies),
        p95Ms: quantile(latencies, 0.95),
        longestGapMs: Math.max(0, ...gaps),
        longGaps: gaps.filter((gap) => gap > kLongGapMs).length,
    };
}

/**
 * Times between presented frames; a freeze that has not ended counts too.
 * @param {Watched} watched
 */
function gapsOf({ frames, endMs }) {
    const times = [...frames.map(({ presentedMs }) => presentedMs), endMs];
    return times.slice(1).map((time, index) => time - times[index]);
}
