// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import { spawnTied, stopChild } from '../../../resources/demo/lib/child.mjs';
import { Failure } from '../../../resources/demo/lib/failure.mjs';

const kGraceMs = 5000;

/** A disk that errs with EIO, for one process and some of its files: strace fails their writes. */
export class FailingDisk {
    /** @param {import('node:child_process').ChildProcess} strace */
    constructor(strace) {
        this.strace = strace;
    }

    /** Whether this user may look into a process that is no child of strace (ptrace(2), Yama). */
    static isPossible() {
        try {
            const scope = readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'utf8').trim();
            return process.getuid?.() === 0 || scope === '0';
        } catch {
            return true; // a kernel without Yama
        }
    }

    /**
     * Resolves when it has begun.
     * @param {number} pid
     * @param {string[]} files
     * @throws {Failure} when strace cannot
     */
    static async begin(pid, files) {
        const paths = files.flatMap((file) => ['-P', file]);
        const strace = spawnTied('strace', ['-f', '-p', String(pid), ...paths, '-e', 'trace=write,pwrite64',
            '-e', 'inject=write,pwrite64:error=EIO', '-o', '/dev/null'], { stdio: ['ignore', 'ignore', 'pipe'] });
        let said = '';
        const ended = once(strace, 'exit').then(() => { throw new Failure(`strace ended: ${said.trim()}`); });
        const attached = new Promise((resolve) => strace.stderr?.on('data', (bytes) => {
            said += bytes;
            if (/attached/.test(said)) {
                resolve(undefined);
            }
        }));
        ended.catch(() => {}); // when it has begun its end is wanted
        await Promise.race([attached, ended]);
        return new FailingDisk(strace);
    }

    /** The process goes on as if nothing had been. */
    end() {
        return stopChild(this.strace, kGraceMs);
    }
}
