// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { existsSync, mkdirSync, readFileSync } from 'node:fs';

import { Catalog } from './catalog.mjs';
import { engineConfig, serverConfig } from './config.mjs';
import { drawCreative } from './creative.mjs';
import { freePort } from './ports.mjs';
import { kPrograms, requireBuilds } from './programs.mjs';
import { seedCatalog } from './seed.mjs';
import { Supervised } from './supervised.mjs';
import { orAbsent, waitFor } from './wait.mjs';

/** @typedef {import('./workspace.mjs').Workspace} Workspace */
/** @typedef {import('./say.mjs').Say} Say */

/**
 * @typedef {object} ShowOptions
 * @property {Workspace} workspace
 * @property {string} outFolder for the logs
 * @property {Say} say
 * @property {number} [port] of the server; absent: any free one
 * @property {number} [windowSeconds] how far back a viewer can go; absent: as the server has it
 * @property {'clip' | 'clock'} [programme] what is on air first; absent: the clip
 */

export const kEvent = 'demo';

const kServerStartMs = 30_000; // initdb on a slow disk
const kEngineStartMs = 20_000;
const kOnAirMs = 20_000;

/** A show on air: server and engine, seeded, each a supervised process of its own. */
export class Show {
    /**
     * @param {ShowOptions} options
     * @param {number} port
     */
    constructor(options, port) {
        const { workspace } = options;
        this.options = options;
        this.port = port;
        this.url = `http://127.0.0.1:${port}`;
        this.watchUrl = `${this.url}/watch/${kEvent}`;
        this.data = workspace.path('data');
        this.tokenFile = `${this.data}/admin.token`;
        this.controlFile = workspace.path('control.json');
        this.server = this.#supervise('server', kPrograms.server, 'tallylight.toml');
        this.engine = this.#supervise('engine', kPrograms.engine, 'engine.toml');
        /** @type {Buffer} the ad, PNG */
        this.creative = Buffer.alloc(0);
        this.catalog = new Catalog(this.url, '');
        /** @type {import('./seed.mjs').Seed | undefined} */
        this.seed = undefined;
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {ShowOptions} options
     */
    static async create(options) {
        requireBuilds();
        mkdirSync(options.outFolder, { recursive: true });
        return new Show(options, options.port ?? await freePort());
    }

    async start() {
        await Promise.all([this.#startServer(), this.#draw()]);
        this.seed = await seedCatalog(this.catalog, kEvent, this.creative);
        this.options.say('seed', 'event, campaign and creative "Harbour Lager"');
        await this.#startEngine();
        // A player finds the multivariant playlist once every track has a whole segment.
        await waitFor('the programme is on air', kOnAirMs, orAbsent(async () => (
            (await fetch(`${this.url}/live/${kEvent}/main.m3u8`)).ok)));
        this.options.say('on air', this.watchUrl);
    }

    /** EventStatus */
    status() {
        return this.catalog.get(`/api/v1/events/${kEvent}/status`);
    }

    /** EventReport */
    report() {
        return this.catalog.get(`/api/v1/events/${kEvent}/report`);
    }

    /**
     * Fires the squeezeback L now.
     * @returns {Promise<any>} Cue
     */
    fire() {
        return this.catalog.post(`/api/v1/events/${kEvent}/cues`, {
            format: 'squeezebackL', durationMs: 10_000, campaign: this.seed?.campaign,
        });
    }

    get restarts() {
        return this.server.restarts + this.engine.restarts;
    }

    async stop() {
        await this.engine.stop();
        await this.server.stop();
    }

    async #startServer() {
        const { workspace, say, windowSeconds } = this.options;
        workspace.write('tallylight.toml', serverConfig({ port: this.port, data: this.data, windowSeconds }));
        this.server.start();
        await this.server.ready('the server is ready', kServerStartMs, () => existsSync(`${this.data}/run.json`));
        this.catalog = new Catalog(this.url, readFileSync(this.tokenFile, 'utf8').trim());
        say('server', `${this.url}, with its own PostgreSQL`);
    }

    async #draw() {
        this.creative = await drawCreative(this.options.workspace);
    }

    async #startEngine() {
        const { workspace, say, programme = 'clip' } = this.options;
        workspace.write('engine.toml', engineConfig({
            server: this.url,
            event: kEvent,
            keyFile: workspace.write('ingest.key', this.seed?.ingestKey ?? ''),
            controlFile: this.controlFile,
            programme,
            preview: programme === 'clip' ? 'clock' : 'clip',
        }));
        this.engine.start();
        await this.engine.ready('the engine is ready', kEngineStartMs, () => existsSync(this.controlFile));
        say('engine', '1280×720p30, two video renditions and one audio track');
    }

    /**
     * @param {string} name
     * @param {string} command
     * @param {string} config file name
     */
    #supervise(name, command, config) {
        const { workspace, outFolder, say } = this.options;
        return new Supervised({
            name,
            command,
            args: ['--config', workspace.path(config)],
            env: workspace.environment(),
            log: `${outFolder}/${name}.log`,
            restart: 'always',
        }, say);
    }
}
