// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { existsSync, readFileSync } from 'node:fs';

import { Catalog } from '../../../../resources/demo/lib/catalog.mjs';
import { freePort } from '../../../../resources/demo/lib/ports.mjs';
import { kPrograms } from '../../../../resources/demo/lib/programs.mjs';
import { createIngestKey } from '../../../../resources/demo/lib/seed.mjs';
import { Supervised } from '../../../../resources/demo/lib/supervised.mjs';
import { onServerCore } from './cores.mjs';

/** @typedef {import('../../../../resources/demo/lib/workspace.mjs').Workspace} Workspace */
/** @typedef {import('../../../../resources/demo/lib/say.mjs').Say} Say */

const kStartMs = 30_000; // initdb on a slow disk
const kConnections = 20_000;

/** tallylightd with one thread on one core, with a catalog of its own. */
export class OriginServer {
    #supervised;
    #data;
    /** @type {Catalog | undefined} */
    #catalog;
    #organization = '';

    /**
     * @param {Workspace} workspace
     * @param {number} port
     * @param {string} log
     * @param {Say} say
     */
    constructor(workspace, port, log, say) {
        this.address = `127.0.0.1:${port}`;
        this.#data = workspace.path('data');
        const config = workspace.write('tallylight.toml', originConfig(this.address, this.#data));
        const [command, ...args] = onServerCore([kPrograms.server, '--config', config]);
        const env = workspace.environment();
        this.#supervised = new Supervised({ name: 'server', command, args, env, log, restart: 'always' }, say);
    }

    /**
     * @param {Workspace} workspace
     * @param {string} log
     * @param {Say} say
     */
    static async create(workspace, log, say) {
        return new OriginServer(workspace, await freePort(), log, say);
    }

    async start() {
        this.#supervised.start();
        await this.#supervised.ready('the server is ready', kStartMs, () => existsSync(`${this.#data}/run.json`));
        this.#catalog = new Catalog(`http://${this.address}`, readFileSync(`${this.#data}/admin.token`, 'utf8').trim());
        this.#organization = (await this.#catalog.post('/api/v1/organizations', { name: 'Bench' })).id;
    }

    /** @returns {number} */
    get pid() {
        return this.#supervised.pid ?? 0;
    }

    get restarts() {
        return this.#supervised.restarts;
    }

    /**
     * @param {string} slug
     * @returns {Promise<string>} a line of the generator's file of keys
     */
    async createEvent(slug) {
        const catalog = /** @type {Catalog} */ (this.#catalog);
        await catalog.post('/api/v1/events', { slug, name: slug, organization: this.#organization });
        return `${slug} ${await createIngestKey(catalog, slug)}\n`;
    }

    /** Its own count of who is connected; the asking one is among them. */
    async openConnections() {
        const text = await (await fetch(`http://${this.address}/metrics`)).text();
        return Number(/^tally_net_connections_open (\d+)/m.exec(text)?.[1]);
    }

    stop() {
        return this.#supervised.stop();
    }
}

/**
 * @param {string} listen
 * @param {string} data
 */
function originConfig(listen, data) {
    return `[server]
listen = ${JSON.stringify(listen)}
data = ${JSON.stringify(data)}
player = ${JSON.stringify(kPrograms.player)}
threads = 1
connections = ${kConnections}
connections_per_address = ${kConnections}

[log]
level = "warn"
`;
}
