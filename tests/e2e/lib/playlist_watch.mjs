// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setInterval as every } from 'node:timers/promises';

import { breaches, readPlaylist } from './playlist.mjs';

/** @typedef {import('./playlist.mjs').Playlist} Playlist */

const kEveryMs = 250;

/** Reads playlists again and again, as a viewer's device does, and notes what they may not do. */
export class PlaylistWatch {
    #stop = new AbortController();
    /** @type {Promise<void>} */
    #watching;
    /** @type {Map<string, Playlist>} */
    #last = new Map();

    /** @type {Set<string>} with the track in front */
    breaches = new Set();
    readings = 0;

    /**
     * @param {string} base URL of the event's playlists
     * @param {string[]} tracks
     */
    constructor(base, tracks) {
        this.#watching = this.#watch(tracks.map((track) => `${base}/${track}/index.m3u8`));
    }

    async stop() {
        this.#stop.abort();
        await this.#watching;
    }

    /** @param {string[]} urls */
    async #watch(urls) {
        try {
            for await (const _ of every(kEveryMs, undefined, { signal: this.#stop.signal })) {
                await Promise.all(urls.map((url) => this.#read(url)));
            }
        } catch (error) {
            if (/** @type {Error} */ (error).name !== 'AbortError') {
                throw error;
            }
        }
    }

    /** @param {string} url */
    async #read(url) {
        const text = await fetchText(url);
        if (text === undefined) {
            return; // the server is down: that is what the test did
        }
        const now = readPlaylist(text);
        for (const breach of breaches(this.#last.get(url) ?? now, now)) {
            this.breaches.add(`${url}: ${breach}`);
        }
        this.#last.set(url, now);
        this.readings += 1;
    }
}

/** @param {string} url */
async function fetchText(url) {
    try {
        const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
        return response.ok ? await response.text() : undefined;
    } catch {
        return undefined;
    }
}
