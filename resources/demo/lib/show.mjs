// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { existsSync } from 'node:fs';

import { engineConfig } from './config.mjs';
import { drawCreative } from './creative.mjs';
import { Origin } from './origin.mjs';
import { freePort } from './ports.mjs';
import { kPrograms, requireBuilds } from './programs.mjs';
import { seedCatalog } from './seed.mjs';
import { Supervised } from './supervised.mjs';
import { orAbsent, waitFor } from './wait.mjs';

/**
 * @typedef {import('./origin.mjs').Surroundings & {
 *     port?: number,
 *     programme?: 'clip' | 'clock',
 *     front?: string,
 * }} ShowOptions port of the server, absent: any free one; programme: what is on air first, absent: the clip; front: URL of
 *     what viewers come to, absent: the server itself
 */

export const kEvent = 'demo';

const kEngineStartMs = 20_000;
const kOnAirMs = 20_000;

/** A show on air: server and engine, seeded, each a supervised process of its own. */
export class Show {
    /**
     * @param {ShowOptions} options
     * @param {number} port
     */
    constructor(options, port) {
        const { workspace, outFolder, say } = options;
        this.options = options;
        this.origin = new Origin(options, port);
        this.url = this.origin.url;
        this.watchUrl = `${options.front ?? this.url}/watch/${kEvent}`;
        this.tokenFile = this.origin.tokenFile;
        this.controlFile = workspace.path('control.json');
        this.server = this.origin.process;
        this.engine = new Supervised({
            name: 'engine',
            command: kPrograms.engine,
            args: ['--config', workspace.path('engine.toml')],
            env: workspace.environment(),
            log: `${outFolder}/engine.log`,
            restart: 'always',
        }, say);
        /** @type {Buffer} the ad, PNG */
        this.creative = Buffer.alloc(0);
        /** @type {import('./seed.mjs').Seed | undefined} */
        this.seed = undefined;
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {ShowOptions} options
     */
    static async create(options) {
        requireBuilds();
        return new Show(options, options.port ?? await freePort());
    }

    async start() {
        await Promise.all([this.origin.start(), this.#draw()]);
        this.seed = await seedCatalog(this.catalog, kEvent, this.creative);
        this.options.say('seed', 'event, campaign and creative "Harbour Lager"');
        await this.#startEngine();
        // A player finds the multivariant playlist once every track has a whole segment.
        await waitFor('the programme is on air', kOnAirMs, orAbsent(async () => (
            (await fetch(`${this.url}/live/${kEvent}/main.m3u8`)).ok)));
        this.options.say('on air', this.watchUrl);
    }

    get catalog() {
        return this.origin.catalog;
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
        await this.origin.stop();
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
}
