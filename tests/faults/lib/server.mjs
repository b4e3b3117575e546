// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';

import { Catalog } from '../../../resources/demo/lib/catalog.mjs';
import { spawnTied, stopChild } from '../../../resources/demo/lib/child.mjs';
import { serverConfig } from '../../../resources/demo/lib/config.mjs';
import { freePort } from '../../../resources/demo/lib/ports.mjs';
import { kPrograms, kRoot } from '../../../resources/demo/lib/programs.mjs';
import { createIngestKey } from '../../../resources/demo/lib/seed.mjs';
import { waitFor } from '../../../resources/demo/lib/wait.mjs';

/** @typedef {import('../../../resources/demo/lib/workspace.mjs').Workspace} Workspace */
/** @typedef {{slug: string, key: string}} LiveEvent */

const kLogs = `${kRoot}build/faults`;
const kStartMs = 30_000; // initdb on a slow disk
const kGraceMs = 15_000;

/** `tallylightd` that a test kills and starts as it likes. */
export class Server {
    /** @type {import('node:child_process').ChildProcess | undefined} */
    #child;

    /**
     * @param {Workspace} workspace
     * @param {number} port
     * @param {string} name of its log
     */
    constructor(workspace, port, name) {
        this.workspace = workspace;
        this.port = port;
        this.url = `http://127.0.0.1:${port}`;
        this.data = workspace.path('data');
        this.log = `${kLogs}/${name}.log`;
        this.config = workspace.write('tallylight.toml', serverConfig({ port, data: this.data }));
        mkdirSync(kLogs, { recursive: true });
        rmSync(this.log, { force: true });
    }

    /**
     * @param {Workspace} workspace
     * @param {string} name
     */
    static async create(workspace, name) {
        return new Server(workspace, await freePort(), name);
    }

    get command() {
        return [kPrograms.server, '--config', this.config];
    }

    /** @returns {number} */
    get pid() {
        return this.#child?.pid ?? 0;
    }

    /** Returns at once. @param {string[]} [command] that starts it; absent: nothing in between */
    launch(command = this.command) {
        const output = openSync(this.log, 'a');
        const [program, ...args] = command;
        const env = this.workspace.environment();
        this.#child = spawnTied(program, args, { env, cwd: '/', stdio: ['ignore', output, output] });
        closeSync(output);
    }

    /** Waits until the first start has made what an administrator needs. */
    async isSetUp() {
        await waitFor('the server is ready', kStartMs, () => existsSync(`${this.data}/run.json`));
        return new Catalog(this.url, readFileSync(`${this.data}/admin.token`, 'utf8').trim());
    }

    /**
     * @param {string} slug
     * @returns {Promise<LiveEvent>}
     */
    async createEvent(slug) {
        const catalog = await this.isSetUp();
        const { id } = await catalog.post('/api/v1/organizations', { name: 'Faults' });
        await catalog.post('/api/v1/events', { slug, name: slug, organization: id });
        return { slug, key: await createIngestKey(catalog, slug) };
    }

    /** kill -9. Resolves when it is gone. */
    async kill() {
        const child = /** @type {import('node:child_process').ChildProcess} */ (this.#child);
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
    }

    async stop() {
        if (this.#child) {
            await stopChild(this.#child, kGraceMs);
        }
    }

    /** What it has written for people. */
    get said() {
        return readFileSync(this.log, 'utf8');
    }
}
