// SPDX-License-Identifier: GPL-3.0-or-later
import { eventFindings } from './event_findings.mjs';
import { serverFindings } from './server_findings.mjs';

/** @typedef {import('../report.js').Finding} Finding */

const kOrder = { fault: 0, warning: 1, note: 2 };

/**
 * All that is amiss, the worst first.
 * @param {import('./history.mjs').History} history not empty
 * @returns {Finding[]}
 */
export function findingsOf(history) {
    const found = [...serverFindings(history), ...history.newest.events.flatMap((event) => eventFindings(event, history))];
    return found.sort((left, right) => kOrder[left.level] - kOrder[right.level]);
}
