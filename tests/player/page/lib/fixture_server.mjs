// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { hashOf, kEvent } from './cues.mjs';
import { kTrack } from './show.mjs';
import { WebSocketPeer } from './web_socket.mjs';

/** @typedef {import('./cues.mjs').Cue} Cue */
/** @typedef {import('../../../../resources/player/src/protocol.js').MeasurementBatch} MeasurementBatch */
/** @typedef {{status: number, type?: string, body?: string | Buffer, noStore?: boolean}} Answer */

const kDist = fileURLToPath(new URL('../../../../resources/player/dist/', import.meta.url));
/** @type {Record<string, string>} */
const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
// As the server's: server/net/static_files.cpp.
const kPolicy = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self'; img-src 'self' data: " +
    "blob:; media-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Stands in for tallylightd, with what can go wrong at hand. Each has an origin, and so a browser's storage, of its own. */
export class FixtureServer {
    #http = createServer((request, response) => void this.#serve(request, response));
    /** @type {Set<WebSocketPeer>} */
    #viewers = new Set();
    /** @type {Map<string, Buffer>} by SHA-256 */
    #creatives = new Map();

    /** What is broken now. */
    faults = { live: false, measurement: false, creatives: new Set(/** @type {string[]} */ ([])) };
    /** @type {Cue[]} in a welcome */
    cues = [];
    /** @type {any[]} of viewers, in order */
    messages = [];
    /** @type {MeasurementBatch[]} acknowledged */
    batches = [];
    /** @type {string[]} SHA-256 of each creative that was asked for */
    fetched = [];

    /**
     * @param {import('./show.mjs').FixtureShow} show
     * @param {Buffer[]} images
     */
    constructor(show, images) {
        this.show = show;
        images.forEach((image) => this.#creatives.set(hashOf(image), image));
        this.#http.on('upgrade', (request, socket) => this.#welcome(request, socket));
    }

    async start() {
        this.#http.listen(0, '127.0.0.1');
        await once(this.#http, 'listening');
    }

    async stop() {
        this.show.release();
        this.cutViewers();
        this.#http.closeAllConnections();
        this.#http.close();
        await once(this.#http, 'close');
    }

    get url() {
        const address = /** @type {import('node:net').AddressInfo} */ (this.#http.address());
        return `http://127.0.0.1:${address.port}`;
    }

    get viewers() {
        return this.#viewers.size;
    }

    /** By the viewer sockets, and in the welcome of those that come. @param {Cue} cue */
    fire(cue) {
        this.cues.push(cue);
        this.#viewers.forEach((viewer) => viewer.send({ type: 'cue', cue }));
    }

    cutViewers() {
        this.#viewers.forEach((viewer) => viewer.cut());
        this.#viewers.clear();
    }

    /** Kinds of what was measured of a cue, in the order it came. @param {Cue} cue */
    kindsOf(cue) {
        return this.eventsOf(cue).map(({ kind }) => kind);
    }

    /** @param {Cue} cue */
    eventsOf({ id }) {
        return this.batches.flatMap(({ events }) => events).filter(({ cue }) => cue === id);
    }

    /**
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:stream').Duplex} socket
     */
    #welcome(request, socket) {
        const viewer = new WebSocketPeer(request, socket, (message) => {
            this.messages.push(message);
            if (message.type === 'hello') {
                const serverTime = new Date().toISOString();
                viewer.send({ type: 'welcome', protocol: 1, event: kEvent, serverTime, cues: this.cues });
            }
        });
        this.#viewers.add(viewer);
        socket.on('close', () => this.#viewers.delete(viewer));
    }

    /**
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:http').ServerResponse} response
     */
    async #serve(request, response) {
        const url = new URL(request.url ?? '', this.url);
        const answer = request.method === 'POST' ? await this.#measure(request) : await this.#answer(url);
        const { status, type = 'text/plain', body = '', noStore = true } = answer;
        response.writeHead(status, {
            'Content-Type': type, 'Cache-Control': noStore ? 'no-store' : 'max-age=60',
            ...(type === kTypes['.html'] ? { 'Content-Security-Policy': kPolicy } : {}),
        });
        response.end(body);
    }

    /** @param {import('node:http').IncomingMessage} request @returns {Promise<Answer>} */
    async #measure(request) {
        let text = '';
        for await (const bytes of request) {
            text += bytes;
        }
        if (this.faults.measurement) {
            return { status: 503 };
        }
        /** @type {MeasurementBatch} */
        const batch = JSON.parse(text);
        this.batches.push(batch);
        const receipt = { accepted: batch.events.length, through: Math.max(...batch.events.map(({ sequence }) => sequence)) };
        return { status: 200, type: 'application/json', body: JSON.stringify(receipt) };
    }

    /** @param {URL} url @returns {Promise<Answer>} */
    async #answer({ pathname, searchParams }) {
        const name = basename(pathname);
        switch (pathname.split('/')[1]) {
            case 'watch': return this.#file('index.html');
            case 'assets': return this.#file(`assets/${name}`);
            case 'creatives': return this.#creative(name);
            case 'live': return this.faults.live ? { status: 502 } : this.#live(pathname, name, searchParams);
            default: return { status: 404 };
        }
    }

    /** @param {string} name @returns {Answer} */
    #file(name) {
        return existsSync(kDist + name)
            ? { status: 200, type: kTypes[extname(name)], body: readFileSync(kDist + name), noStore: false }
            : { status: 404 };
    }

    /** @param {string} sha256 @returns {Answer} */
    #creative(sha256) {
        this.fetched.push(sha256);
        const body = this.#creatives.get(sha256);
        return body && !this.faults.creatives.has(sha256) ? { status: 200, type: 'image/png', body } : { status: 404 };
    }

    /** @param {string} path @param {string} name @param {URLSearchParams} query @returns {Promise<Answer>} */
    async #live(path, name, query) {
        const { show } = this;
        const media = /^(\d+)(?:\.(\d+))?\.m4s$/.exec(name);
        if (path === `/live/${kEvent}/main.m3u8`) {
            const body = show.mainPlaylist;
            return body ? { status: 200, type: 'application/vnd.apple.mpegurl', body } : { status: 404 };
        } else if (path === `/live/${kEvent}/${kTrack}/index.m3u8`) {
            await show.published(Number(query.get('_HLS_msn') ?? 0), Number(query.get('_HLS_part') ?? 0));
            return { status: 200, type: 'application/vnd.apple.mpegurl', body: show.mediaPlaylist };
        } else if (name === 'init.mp4') {
            return { status: 200, type: 'video/mp4', body: show.init };
        } else if (media) {
            const body = show.media(Number(media[1]), media[2] ? Number(media[2]) : undefined);
            return { status: 200, type: 'video/mp4', body };
        }
        const cue = show.cues.find(({ id, revision }) => name === `${id}.${revision}.json`);
        return cue ? { status: 200, type: 'application/json', body: JSON.stringify(cue) } : { status: 404 };
    }
}
