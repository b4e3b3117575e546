// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * @typedef {object} Figure with one goal, `most` or `least`
 * @property {string} name
 * @property {number} measured
 * @property {number} [most] the goal: at most so much
 * @property {number} [least] the goal: at least so much
 * @property {string} unit
 */

/**
 * A table for people, then the same for programs: name, measured, goal, ok or miss, separated by tabs.
 * @param {Figure[]} figures
 */
export function formatFigures(figures) {
    const rows = figures.map((figure) => ({
        name: figure.name,
        measured: `${rounded(figure.measured)} ${figure.unit}`,
        goal: figure.least === undefined ? `≤ ${figure.most} ${figure.unit}` : `≥ ${figure.least} ${figure.unit}`,
        verdict: isReached(figure) ? 'ok' : 'miss',
    }));
    const table = rows.map(({ name, measured, goal, verdict }) => (
        `  ${name.padEnd(46)} ${measured.padStart(12)}   ${goal.padEnd(12)} ${verdict}`));
    const lines = rows.map((row) => Object.values(row).join('\t'));
    return `${table.join('\n')}\n\n${lines.join('\n')}\n`;
}

/** @param {Figure} figure */
function isReached({ measured, most = Infinity, least = -Infinity }) {
    return measured <= most && measured >= least; // NaN, not measured, is a miss
}

/** @param {number} value */
function rounded(value) {
    return Number.isNaN(value) ? 'none' : String(Number(value.toFixed(value < 10 ? 2 : 0)));
}
