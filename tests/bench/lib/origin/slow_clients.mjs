// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { waitFor } from '../../../../resources/demo/lib/wait.mjs';
import { generate } from './generator.mjs';

/** @typedef {import('./origin_server.mjs').OriginServer} OriginServer */

const kOpenMs = 20_000;
const kSegment = { event: 'large', seconds: 3, tracks: ['large:video:230000'] }; // of 1.15 MB
const kMeasurement = '/api/v1/measurement';

/**
 * @typedef {object} SlowCrowd
 * @property {number} connections that were opened
 * @property {Promise<any[]>} ended reports of `tallylight-load slow`
 */

/** Clients that read, send heads, or send bodies at some bytes a second. */
export class SlowClients {
    #path = '';

    /**
     * @param {OriginServer} server
     * @param {import('../../../../resources/demo/lib/workspace.mjs').Workspace} workspace
     */
    constructor(server, workspace) {
        this.server = server;
        this.workspace = workspace;
    }

    /** Publishes what they read. */
    async prepare() {
        const { event, seconds, tracks } = kSegment;
        const keys = this.workspace.write(`${event}.keys`, await this.server.createEvent(event));
        await generate('publish', this.server, { keys, seconds, track: tracks }, ['--at-once']);
        this.#path = `/live/${event}/large/0.m4s`;
    }

    /**
     * Resolves when all of them are connected.
     * @param {number} count half of them readers, half senders
     * @param {number} seconds that they stay, if they may
     * @returns {Promise<SlowCrowd>}
     */
    async come(count, seconds) {
        const many = { connections: count / 2, 'bytes-per-second': 1000, seconds };
        const few = { connections: count / 4, 'bytes-per-second': 20, seconds };
        const ended = Promise.all([
            generate('slow', this.server, { kind: 'readers', path: this.#path, ...many }),
            generate('slow', this.server, { kind: 'posts', path: kMeasurement, ...few }),
            generate('slow', this.server, { kind: 'heads', path: this.#path, ...few }),
        ]);
        await waitFor(`${count} slow clients are there`, kOpenMs, async () => (
            await this.server.openConnections() >= count));
        return { connections: count, ended };
    }
}
