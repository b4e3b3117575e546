// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { spawnTied } from '../../../resources/demo/lib/child.mjs';
import { kRoot } from '../../../resources/demo/lib/programs.mjs';
import { waitFor } from '../../../resources/demo/lib/wait.mjs';
import { processesMentioning } from './process_table.mjs';

const kGoneMs = 20_000;

/** `./tally demo` as a person types it, in a folder for temporary files that nothing else uses. */
export class DemoProcess {
    output = '';
    #temporary = mkdtempSync(join(tmpdir(), 'tally-e2e-'));
    #child;

    /** @param {string[]} args */
    constructor(...args) {
        chmodSync(this.#temporary, 0o711); // Postgres may run as another user
        this.#child = spawnTied(join(kRoot, 'tally'), ['demo', ...args], {
            env: { ...process.env, TMPDIR: this.#temporary, DISPLAY: '', WAYLAND_DISPLAY: '' },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream?.on('data', (bytes) => { this.output += bytes; });
        }
        this.#ended = once(this.#child, 'close').then(([code]) => code);
    }

    /** @type {Promise<number | null>} */
    #ended;

    /**
     * @param {RegExp} pattern
     * @param {number} milliseconds
     */
    async says(pattern, milliseconds) {
        return waitFor(`the demo says ${pattern}`, milliseconds, () => {
            assert.ok(this.#child.exitCode === null, `the demo ended:\n${this.output}`);
            return pattern.exec(this.output);
        });
    }

    /** @param {NodeJS.Signals} signal to the script alone */
    kill(signal) {
        process.kill(/** @type {number} */ (this.#child.pid), signal);
    }

    /** As the terminal does it: to the whole process group. */
    pressControlC() {
        process.kill(-/** @type {number} */ (this.#child.pid), 'SIGINT');
    }

    /** @returns {Promise<number | null>} exit code */
    ended() {
        return this.#ended;
    }

    /** Waits until no process, no port and no file is left of it. */
    async leavesNothing() {
        await waitFor('no process is left', kGoneMs, () => processesMentioning(this.#temporary).length === 0)
            .catch((error) => assert.fail(`${error.message}: ${JSON.stringify(processesMentioning(this.#temporary))}`));
        assert.deepEqual(readdirSync(this.#temporary), []);
        rmdirSync(this.#temporary);
        const port = /127\.0\.0\.1:(\d+)/.exec(this.output)?.[1];
        if (port) {
            await assert.rejects(connect(Number(port)), { code: 'ECONNREFUSED' });
        }
    }
}

/** @param {number} port */
async function connect(port) {
    const socket = createConnection(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
}
