// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runTied } from './child.mjs';
import { Failure } from './failure.mjs';
import { kPrograms } from './programs.mjs';

/**
 * Sends one command to the running engine, as a script beside the studio would.
 * @param {import('./show.mjs').Show} show
 * @param {string} command "cut"
 */
export async function controlEngine(show, command) {
    const args = ['--ctl', command, '--control', show.controlFile];
    const { code, stderr } = await runTied(kPrograms.engine, args, show.options.workspace.environment());
    if (code !== 0) {
        throw new Failure(`the engine refused "${command}": ${stderr.trim()}`);
    }
}
