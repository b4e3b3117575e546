// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { HttpConnection } from './http_connection.mjs';

/** @typedef {import('./crowd.mjs').Tally} Tally */

/** One viewer of one track: a blocking reload, the part it announces, again and again. */
export class CrowdViewer {
    /** @type {HttpConnection | undefined} */
    #connection;
    #stopped = false;

    /**
     * @param {string} track path of the track: "/live/demo/v720"
     * @param {import('./playlist_versions.mjs').PlaylistVersions} versions
     * @param {Tally} tally
     */
    constructor(track, versions, tally) {
        this.playlist = `${track}/index.m3u8`;
        this.track = track;
        this.versions = versions;
        this.tally = tally;
    }

    /**
     * Runs until it is stopped.
     * @param {URL} edge
     */
    async watch(edge) {
        try {
            this.#connection = await HttpConnection.open(edge.hostname, Number(edge.port));
            let version = await this.#reload(this.playlist);
            while (!this.#stopped && version?.next) {
                const { msn, part } = version.next;
                version = await this.#reload(`${this.playlist}?_HLS_msn=${msn}&_HLS_part=${part}`);
                const name = `${msn}.${part}.m4s`;
                if (version?.parts.has(name)) {
                    await this.#ask(`${this.track}/${name}`);
                }
            }
            this.tally.errors += this.#stopped ? 0 : 1;
        } catch {
            this.tally.errors += this.#stopped ? 0 : 1;
        }
    }

    /** Also when it waits for a part. */
    stop() {
        this.#stopped = true;
        this.#connection?.close();
    }

    /** @param {string} url */
    async #reload(url) {
        const body = await this.#ask(url);
        return body && this.versions.read(url, body);
    }

    /**
     * @param {string} url
     * @returns {Promise<Buffer | undefined>} the body, when it was there
     */
    async #ask(url) {
        this.tally.urls.add(url);
        const { status, body } = await /** @type {HttpConnection} */ (this.#connection).get(url);
        this.tally.requests += 1;
        this.tally.bytes += body.length;
        return status === 200 ? body : undefined;
    }
}
