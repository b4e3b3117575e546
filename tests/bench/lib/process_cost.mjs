// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const kTicksPerSecond = 100; // USER_HZ, which Linux shows to programs on every architecture we support

/**
 * Processor use of one process, without its children, as a share of one core.
 * @param {number} pid
 * @param {number} milliseconds to watch it
 */
export async function cpuShare(pid, milliseconds) {
    const [before, begin] = [cpuSeconds(pid), performance.now()];
    await delay(milliseconds);
    return (cpuSeconds(pid) - before) / ((performance.now() - begin) / 1000);
}

/**
 * @param {number} pid
 * @returns {number} resident memory in MiB
 */
export function residentMebibytes(pid) {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kibibytes) / 1024;
}

/**
 * utime and stime since its start. proc(5): the 12th and 13th field after the command's name in parentheses.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / kTicksPerSecond;
}
