// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { HttpConnection } from '../../../resources/demo/lib/crowd/http_connection.mjs';

/** @typedef {import('../../../resources/demo/lib/crowd/playlist_versions.mjs').PlaylistVersions} PlaylistVersions */

/**
 * One viewer who holds a blocking reload, gets it and holds the next, as a player does it: told "Connection: close" it
 * connects again, and a 307 it follows. Anything else but a 200 has failed.
 */
export class HeldViewer {
    /** @type {HttpConnection | undefined} */
    #connection;
    #stopping = false;
    /** @type {Promise<void> | undefined} */
    #running;

    answers = 0;
    sentAgain = 0; // by 307
    /** @type {string[]} */
    failures = [];

    /**
     * @param {number} port
     * @param {string} playlist path
     * @param {PlaylistVersions} versions that all viewers read
     */
    constructor(port, playlist, versions) {
        this.port = port;
        this.playlist = playlist;
        this.versions = versions;
    }

    start() {
        this.#running = this.#watch();
    }

    /** Ends with the request that it holds. */
    async stop() {
        this.#stopping = true;
        await this.#running;
        this.#connection?.close();
    }

    async #watch() {
        let url = this.playlist;
        while (!this.#stopping) {
            try {
                const { next } = this.versions.read(url, await this.#ask(url));
                this.answers += 1;
                url = next ? `${this.playlist}?_HLS_msn=${next.msn}&_HLS_part=${next.part}` : this.playlist;
            } catch (error) {
                this.failures.push(`${url}: ${/** @type {Error} */ (error).message}`);
                this.#connection?.close();
                this.#connection = undefined;
            }
        }
    }

    /**
     * @param {string} url
     * @returns {Promise<Buffer>} the body of a 200
     */
    async #ask(url) {
        this.#connection ??= await HttpConnection.open('127.0.0.1', this.port);
        const { status, head, body } = await this.#connection.get(url);
        if (/\r\nconnection: close/i.test(head)) {
            this.#connection.close();
            this.#connection = undefined;
        }
        if (status === 307) {
            this.sentAgain += 1;
            const { pathname, search } = new URL(/\r\nlocation: (\S+)/i.exec(head)?.[1] ?? '', `http://viewer${url}`);
            return this.#ask(pathname + search);
        }
        if (status !== 200) {
            throw new Error(`status ${status}, ${body}`);
        }
        return body;
    }
}
