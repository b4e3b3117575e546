// SPDX-License-Identifier: GPL-3.0-or-later

/** @typedef {import('../report.js').Latency} Latency */

/**
 * What came between two looks.
 * @param {Latency} now
 * @param {Latency} [before]
 * @returns {Latency}
 */
export function lately(now, before) {
    return {
        bounds: now.bounds,
        counts: now.counts.map((count, index) => count - (before?.counts[index] ?? 0)),
        sumSeconds: now.sumSeconds - (before?.sumSeconds ?? 0),
    };
}

/**
 * The time within which the fraction `quantile` was done, straight between the bounds of its bucket.
 * @param {Latency} latency
 * @param {number} quantile 0 to 1
 * @returns {number | undefined} seconds; Infinity above the last bound; absent: nothing was counted
 */
export function quantile({ bounds, counts }, quantile) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    let rest = all * quantile;
    for (const [index, count] of counts.entries()) {
        if (count > 0 && rest <= count) {
            const low = bounds[index - 1] ?? 0;
            const high = bounds[index] ?? Infinity;
            return high === Infinity ? Infinity : low + (high - low) * (rest / count);
        }
        rest -= count;
    }
    return undefined;
}
