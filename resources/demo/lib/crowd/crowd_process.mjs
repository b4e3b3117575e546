// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { fileURLToPath } from 'node:url';

import { runTied } from '../child.mjs';
import { Failure } from '../failure.mjs';

/**
 * @typedef {object} CrowdOptions
 * @property {string} url of the event: "http://127.0.0.1:6081/live/demo"
 * @property {string[]} tracks shared out among the viewers
 * @property {number} viewers
 * @property {number} seconds
 */

/**
 * Viewers in a process of their own, so that who measures beside them is not held up by them.
 * @param {CrowdOptions} options
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./crowd.mjs').CrowdReport>}
 */
export async function runCrowd({ url, tracks, viewers, seconds }, env) {
    const program = fileURLToPath(new URL('crowd.mjs', import.meta.url));
    const { code, stdout, stderr } = await runTied(process.execPath,
        [program, url, String(viewers), String(seconds), ...tracks], env);
    if (code !== 0) {
        throw new Failure(`the crowd fell: ${stderr.trim().split('\n')[0]}`);
    }
    return JSON.parse(stdout);
}
