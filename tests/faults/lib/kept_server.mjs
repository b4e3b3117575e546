// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { freePort } from '../../../resources/demo/lib/ports.mjs';
import { orAbsent, waitFor } from '../../../resources/demo/lib/wait.mjs';
import { Server } from './server.mjs';

const kKeeper = fileURLToPath(new URL('keeper.sh', import.meta.url));
const kReplacedMs = 30_000;

/** `tallylightd` on a socket that stays when it ends, as with systemd's tallylightd.socket. */
export class KeptServer extends Server {
    /**
     * @override
     * @param {import('../../../resources/demo/lib/workspace.mjs').Workspace} workspace
     * @param {string} name
     */
    static async create(workspace, name) {
        return new KeptServer(workspace, await freePort(), name);
    }

    /** @override @param {string[]} [command] */
    launch(command) {
        const server = command ?? this.command;
        super.launch(['systemd-socket-activate', '--listen', `127.0.0.1:${this.port}`, '--fdname', 'http',
            '/bin/sh', kKeeper, ...server]);
        // The first connection wakes the keeper; it waits in the socket's queue until it is answered.
        fetchUntilOk(`${this.url}/healthz`);
    }

    /** @returns {number} of the server that runs now; 0: between two */
    get serverPid() {
        return Number(readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim().split(' ')[0]);
    }

    /** SIGTERM, as `systemctl restart`. Resolves when the next server has written that it answers. */
    async replace() {
        const before = this.serverPid;
        process.kill(before, 'SIGTERM');
        await waitFor('the next server answers', kReplacedMs, () => (
            this.#answering() !== before && this.#answering() > 0));
    }

    /** @override The keeper goes by SIGTERM, and takes the server along. */
    async stop() {
        const server = this.pid > 0 ? this.serverPid : 0;
        await super.stop();
        await waitFor('the server has ended', kReplacedMs, () => server === 0 || !isThere(server));
    }

    #answering() {
        try {
            return JSON.parse(readFileSync(`${this.data}/run.json`, 'utf8')).pid;
        } catch {
            return 0;
        }
    }
}

/** @param {string} url */
function fetchUntilOk(url) {
    waitFor('the first answer', kReplacedMs, orAbsent(async () => (await fetch(url)).ok)).catch(() => {});
}

/** @param {number} pid */
function isThere(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
