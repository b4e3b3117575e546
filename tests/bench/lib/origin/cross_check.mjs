// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runTied } from '../../../../resources/demo/lib/child.mjs';
import { Failure } from '../../../../resources/demo/lib/failure.mjs';
import { cpuSeconds } from '../process_cost.mjs';
import { onGeneratorCore } from './cores.mjs';
import { kConnections } from './fetches.mjs';

/** @typedef {import('./generator.mjs').Target} Target */

const kSeconds = 3;

// Generators of other makes, and where each says how many requests it made.
const kOthers = [
    {
        name: 'wrk',
        command: ['wrk', '-t', '1', '-c', String(kConnections), '-d', `${kSeconds}s`],
        requests: /(\d+) requests in/,
    },
    {
        name: 'h2load',
        command: ['h2load', '--h1', '-t', '1', '-c', String(kConnections), '-D', String(kSeconds)],
        requests: /(\d+) succeeded/,
    },
];

/**
 * The same fetch by other generators: they have to find about the same ratio.
 * @param {Target} server
 * @param {Target} nginx
 * @param {import('./fetches.mjs').Fetch} what
 * @param {import('../../../../resources/demo/lib/say.mjs').Say} say
 */
export async function crossCheck(server, nginx, { name, path }, say) {
    for (const other of kOthers) {
        const ours = await fetchesPerCpuSecond(other, server, path);
        const theirs = await fetchesPerCpuSecond(other, nginx, path);
        say(other.name, `${name}: ${(ours / theirs).toFixed(2)} × (${ours.toFixed(0)} : ${theirs.toFixed(0)} a CPU-second)`);
    }
}

/**
 * @param {{name: string, command: string[], requests: RegExp}} other
 * @param {Target} target
 * @param {string} path
 */
async function fetchesPerCpuSecond(other, target, path) {
    const before = cpuSeconds(target.pid);
    const [command, ...args] = onGeneratorCore([...other.command, `http://${target.address}${path}`]);
    const { code, stdout, stderr } = await runTied(command, args);
    const requests = Number(other.requests.exec(stdout)?.[1] ?? NaN);
    if (code !== 0 || Number.isNaN(requests)) {
        throw new Failure(`${other.name} did not measure: ${stderr.trim() || stdout.trim()}`);
    }
    return requests / (cpuSeconds(target.pid) - before);
}
