// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** @typedef {import('./targets.mjs').Target} Target */

export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const kBuild = path.join(kRoot, 'build/fuzz');

const execute = promisify(execFile);

/** @param {Target} target */
export const programOf = (target) => path.join(kBuild, 'tests/fuzz', `fuzz_${target.name}`);

/** @param {Target} target */
export const corpusOf = (target) => path.join(kBuild, 'corpus', target.name);

/** @param {Target} target */
export const seedsOf = (target) => target.seeds.map((folder) => (folder.startsWith('made/')
    ? path.join(kBuild, 'seeds', folder.slice('made/'.length)) : path.join(kRoot, folder)));

/**
 * Ends with this process. Throws when the command fails.
 * @param {string} command
 * @param {string[]} args
 */
export async function run(command, args) {
    const child = spawn(command, args, {
        cwd: kRoot,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, LLVM_PROFILE_FILE: '/dev/null' },
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) {
        throw new Error(`${command} ended with ${code}`);
    }
}

/**
 * Runs a fuzzer with its output in a file. Resolves with its exit code.
 * @param {Target} target
 * @param {string[]} args
 * @param {string} log
 * @param {string} profile
 * @returns {Promise<number>}
 */
export async function fuzz(target, args, log, profile) {
    await mkdir(path.dirname(log), { recursive: true });
    const output = createWriteStream(log);
    await once(output, 'open');
    const child = spawn(programOf(target), args, {
        cwd: kRoot,
        stdio: ['ignore', 'ignore', output],
        env: { ...process.env, ASAN_OPTIONS: 'quarantine_size_mb=32', LLVM_PROFILE_FILE: profile },
    });
    const [code] = await once(child, 'exit');
    return code ?? 1;
}

/**
 * What a command prints.
 * @param {string} command
 * @param {string[]} args
 */
export async function outputOf(command, args) {
    return (await execute(command, args, { cwd: kRoot, maxBuffer: 64 << 20 })).stdout;
}
