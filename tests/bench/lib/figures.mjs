// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} measured
 * @property {number} most the goal: at most so much
 * @property {string} unit
 */

/**
 * A table for people, then the same for programs: name, measured, goal, ok or miss, separated by tabs.
 * @param {Figure[]} figures
 */
export function formatFigures(figures) {
    const rows = figures.map(({ name, measured, most, unit }) => ({
        name,
        measured: `${rounded(measured)} ${unit}`,
        goal: `≤ ${most} ${unit}`,
        verdict: measured <= most ? 'ok' : 'miss', // NaN, not measured, is a miss
    }));
    const table = rows.map(({ name, measured, goal, verdict }) => (
        `  ${name.padEnd(46)} ${measured.padStart(12)}   ${goal.padEnd(12)} ${verdict}`));
    const lines = rows.map((row) => Object.values(row).join('\t'));
    return `${table.join('\n')}\n\n${lines.join('\n')}\n`;
}

/** @param {number} value */
function rounded(value) {
    return Number.isNaN(value) ? 'none' : String(Number(value.toFixed(value < 10 ? 2 : 0)));
}
