// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

/** In front of a command: the kernel sends it SIGTERM when the thread that started it ends, by kill -9 too. */
export const kTie = ['setpriv', '--pdeathsig', 'TERM', '--'];

/**
 * Starts a program that ends with this process, however this process ends. It gets a session of its own: Ctrl-C on the
 * terminal reaches this process alone, which then ends its children in order.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} options
 * @returns {ChildProcess}
 */
export function spawnTied(command, args, options) {
    const [setpriv, ...tie] = kTie;
    return spawn(setpriv, [...tie, command, ...args], { detached: true, ...options });
}

/** @param {ChildProcess} child */
export function hasEnded(child) {
    return child.exitCode !== null || child.signalCode !== null;
}

/**
 * SIGTERM, and SIGKILL for what has not ended after `graceMs`. Resolves when the process is gone.
 * @param {ChildProcess} child
 * @param {number} graceMs
 */
export async function stopChild(child, graceMs) {
    if (hasEnded(child) || child.pid === undefined) {
        return;
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(impatience);
}

/**
 * Runs a tied program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{code: number | null, stdout: string, stderr: string}>}
 */
export async function runTied(command, args, env = process.env) {
    const child = spawnTied(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (bytes) => { stdout += bytes; });
    child.stderr?.on('data', (bytes) => { stderr += bytes; });
    const [code] = await once(child, 'close');
    return { code, stdout, stderr };
}
