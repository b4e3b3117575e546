// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runTied } from '../../../../resources/demo/lib/child.mjs';
import { Failure } from '../../../../resources/demo/lib/failure.mjs';
import { kRoot } from '../../../../resources/demo/lib/programs.mjs';
import { onGeneratorCore } from './cores.mjs';

export const kGenerator = `${kRoot}build/release/tests/load/tallylight-load`;

/** @typedef {{address: string, pid: number}} Target a server that is loaded */

/**
 * Runs the load generator (tests/load) on its core.
 * @param {string} mode
 * @param {Target} target
 * @param {Record<string, string | number | string[]>} options without the dashes
 * @param {string[]} [flags]
 * @returns {Promise<any>} its report
 */
export async function generate(mode, target, options, flags = []) {
    const all = { server: target.address, 'server-pid': target.pid, ...options };
    const words = Object.entries(all).flatMap(([name, value]) => (
        [value].flat().flatMap((one) => [`--${name}`, String(one)])));
    const [command, ...args] = onGeneratorCore([kGenerator, mode, ...words, ...flags]);
    const { code, stdout, stderr } = await runTied(command, args);
    if (code !== 0) {
        throw new Failure(`the load generator (${mode}): ${stderr.trim()}`);
    }
    const report = JSON.parse(stdout);
    if (report.generator.bottleneck) {
        warnOfBottleneck(mode, report.generator.busy);
    }
    return report;
}

/**
 * Its figures are then the generator's own, not the server's.
 * @param {string} mode
 * @param {number} busy share of its core
 */
function warnOfBottleneck(mode, busy) {
    process.stdout.write(`warning: the load generator (${mode}) was busy for ${(100 * busy).toFixed(0)} % of the time: ` +
        'it measured itself\n');
}
