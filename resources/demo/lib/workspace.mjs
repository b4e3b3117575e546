// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// As it was at the start: launchBrowser points TMPDIR into a workspace, which may be gone when the next one is made.
const kTemporary = tmpdir();

/**
 * A temporary folder that is gone after this process, whether or not `remove()` was called: a watching shell script
 * outlives this process and removes it (janitor.sh).
 */
export class Workspace {
    #janitor;

    constructor() {
        /** @readonly */
        this.folder = mkdtempSync(join(kTemporary, 'tally-'));
        this.#janitor = spawn('/bin/sh', [fileURLToPath(new URL('janitor.sh', import.meta.url))], {
            cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'],
        });
        this.#janitor.stdin.on('error', () => {});
        this.#janitor.stdin.write(`${this.folder}\n`);
        // Postgres, which the server runs as another user where we are root, has to pass through.
        chmodSync(this.folder, 0o711);
    }

    /** @param {string} name */
    path(name) {
        return join(this.folder, name);
    }

    /**
     * A file that only this user may read.
     * @param {string} name
     * @param {string | Buffer} content
     */
    write(name, content) {
        const path = this.path(name);
        writeFileSync(path, content, { mode: 0o600 });
        return path;
    }

    /**
     * The environment of a child: its temporary files lie in the folder, and the janitor knows it by the folder's name.
     * @param {NodeJS.ProcessEnv} [more]
     * @returns {NodeJS.ProcessEnv}
     */
    environment(more = {}) {
        return { ...process.env, TMPDIR: this.folder, ...more };
    }

    /** When all children have ended. Resolves when the folder is gone. */
    async remove() {
        const gone = once(this.#janitor, 'exit');
        this.#janitor.stdin.end();
        await gone;
    }
}
