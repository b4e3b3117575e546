// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readFileSync, readdirSync } from 'node:fs';

/** @typedef {{pid: number, parent: number, commandLine: string}} Process */

/**
 * Processes that have `text` in their command line or environment, but not this one.
 * @param {string} text
 * @returns {Process[]}
 */
export function processesMentioning(text) {
    return allProcesses().filter(({ pid, commandLine }) => (
        pid !== process.pid && (commandLine.includes(text) || read(pid, 'environ').includes(text))));
}

/**
 * The server processes of Postgres that work for one client each: children of the postmaster of this data folder.
 * @param {string} folder the postmaster's data folder lies in it
 * @returns {Process[]}
 */
export function postgresBackends(folder) {
    const all = allProcesses();
    const postmasters = all.filter(({ commandLine }) => commandLine.includes('postgres') && commandLine.includes(folder));
    return all.filter(({ parent, commandLine }) => (
        /^postgres: .*\[local\]/.test(commandLine) && postmasters.some(({ pid }) => pid === parent)));
}

/** @returns {Process[]} that could be read: one may end meanwhile */
function allProcesses() {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).map((pid) => ({
        pid,
        // proc(5): the name in parentheses may hold spaces, the fields after it do not
        parent: Number(read(pid, 'stat').split(') ').pop()?.split(' ')[1] ?? 0),
        commandLine: read(pid, 'cmdline').replaceAll('\0', ' '),
    }));
}

/**
 * @param {number} pid
 * @param {string} file
 */
function read(pid, file) {
    try {
        return readFileSync(`/proc/${pid}/${file}`, 'latin1');
    } catch {
        return '';
    }
}
