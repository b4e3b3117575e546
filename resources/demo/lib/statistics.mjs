// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * The value below which `fraction` of the values lie (nearest rank); NaN of nothing.
 * @param {number[]} values
 * @param {number} fraction 0 to 1
 */
export function quantile(values, fraction) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? NaN;
}

/** @param {number[]} values */
export function median(values) {
    return quantile(values, 0.5);
}
