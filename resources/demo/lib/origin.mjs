// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { existsSync, mkdirSync, readFileSync } from 'node:fs';

import { Catalog } from './catalog.mjs';
import { serverConfig } from './config.mjs';
import { kPrograms } from './programs.mjs';
import { Supervised } from './supervised.mjs';

/** @typedef {import('./workspace.mjs').Workspace} Workspace */
/** @typedef {import('./say.mjs').Say} Say */

/**
 * Where a program of a show writes and what it says.
 * @typedef {object} Surroundings
 * @property {Workspace} workspace
 * @property {string} outFolder for the logs
 * @property {Say} say
 * @property {number} [windowSeconds] how far back a viewer can go; absent: as the server has it
 * @property {import('./config.mjs').Playback} [playback] absent: nobody needs a token
 */

const kStartMs = 30_000; // initdb on a slow disk

/** `tallylightd` with its private PostgreSQL, a supervised process. */
export class Origin {
    /** @type {Surroundings} */
    #surroundings;

    /**
     * @param {Surroundings} surroundings
     * @param {number} port
     */
    constructor(surroundings, port) {
        const { workspace, outFolder, say } = surroundings;
        this.#surroundings = surroundings;
        mkdirSync(outFolder, { recursive: true });
        this.port = port;
        this.url = `http://127.0.0.1:${port}`;
        this.data = workspace.path('data');
        this.tokenFile = `${this.data}/admin.token`;
        this.catalog = new Catalog(this.url, '');
        this.process = new Supervised({
            name: 'server',
            command: kPrograms.server,
            args: ['--config', workspace.path('tallylight.toml')],
            env: workspace.environment(),
            log: `${outFolder}/server.log`,
            restart: 'always',
        }, say);
    }

    async start() {
        const { workspace, say, windowSeconds, playback } = this.#surroundings;
        workspace.write('tallylight.toml', serverConfig({ port: this.port, data: this.data, windowSeconds, playback }));
        this.process.start();
        await this.process.ready('the server is ready', kStartMs, () => existsSync(`${this.data}/run.json`));
        this.catalog = new Catalog(this.url, readFileSync(this.tokenFile, 'utf8').trim());
        say('server', `${this.url}, with its own PostgreSQL`);
    }

    stop() {
        return this.process.stop();
    }
}
