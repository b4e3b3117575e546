// SPDX-License-Identifier: GPL-3.0-or-later
import { grown } from './history.mjs';
import { counted, whole } from './words.mjs';

/**
 * @typedef {import('../report.js').Finding} Finding
 * @typedef {import('./history.mjs').History} History
 */

const kCrowded = 0.9; // of the connections that may be open
const kBusy = 0.85; // of the processor time of all threads
const kBusySpan = 10; // seconds before it is spoken of

/** Cores' worth of processor time that the server takes. @param {History} history */
export function busyCores(history) {
    return history.rate(({ server }) => server.cpuSeconds);
}

/**
 * What is amiss with the process.
 * @param {History} history
 * @returns {Finding[]}
 */
export function serverFindings(history) {
    const { newest: { server }, oldest: { server: before } } = history;
    return [
        ...refused(grown(server, before, ({ connectionsRefused }) => connectionsRefused)),
        ...crowded(server.connections, server.connectionLimit),
        ...failed(grown(server, before, ({ serverErrors }) => serverErrors)),
        ...busy(history.seconds >= kBusySpan ? busyCores(history) : undefined, server.threads),
    ];
}

/** @param {number} count @returns {Finding[]} */
function refused(count) {
    return count === 0 ? [] : [{
        level: 'fault', where: 'server',
        what: `${counted(count, 'connection')} refused in the last minute: too many are open, or of one address.`,
        todo: 'Raise server.connections (behind a proxy connections_per_address too), or put an edge in front.',
    }];
}

/** @param {number} open @param {number} limit @returns {Finding[]} */
function crowded(open, limit) {
    return limit === 0 || open < limit * kCrowded ? [] : [{
        level: 'warning', where: 'server',
        what: `${whole(open)} of ${whole(limit)} connections are open: the next ones will be refused.`,
        todo: 'Raise server.connections, or put an edge in front.',
    }];
}

/** @param {number} count @returns {Finding[]} */
function failed(count) {
    return count === 0 ? [] : [{
        level: 'warning', where: 'server',
        what: `${counted(count, 'request')} failed here in the last minute (5xx).`,
        todo: 'Where a show stands still, who waits for it gets 503. Otherwise: journalctl -u tallylightd -n 50',
    }];
}

/** @param {number | undefined} cores @param {number} threads @returns {Finding[]} */
function busy(cores, threads) {
    return cores === undefined || cores < threads * kBusy ? [] : [{
        level: 'warning', where: 'server',
        what: `The processor is used up: ${cores.toFixed(1)} of ${counted(threads, 'core')}.`,
        todo: 'Put an edge in front, so that viewers who wait for the same are one request here.',
    }];
}
