// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';

import { Client, textOf } from '../../validator/net/client.mjs';
import { readMediaPlaylist } from '../../validator/playlist/media_playlist.mjs';
import { Report } from '../../validator/report.mjs';
import { checkPlaylist } from '../../validator/rules/playlist_rules.mjs';
import { checkUpdate } from '../../validator/rules/update_rules.mjs';
import { Ledger } from '../../validator/session/ledger.mjs';

/** @typedef {import('../../validator/playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../../validator/playlist/media_playlist.mjs').Segment} Segment */

const kNewest = 8; // segments, whose names are compared at each look: a fall touches no older ones

/** One rendition of an event over the falls of its server, by the rules of tests/validator. */
export class WindowWatch {
    #client = new Client();
    #ledger = new Ledger(this.#client, 1);
    #report = new Report();
    /** @type {MediaPlaylist | undefined} the last one */
    #last;

    /**
     * @param {string} event URL: "http://127.0.0.1:40123/live/demo"
     * @param {string} track
     */
    constructor(event, track) {
        this.track = track;
        this.base = `${event}/${track}/`;
        this.check = this.#report.about(track);
    }

    /**
     * Reads the playlist and holds it against the last one.
     * @param {{afterRestart: boolean}} what
     * @returns {Promise<boolean>} whether it could be read
     */
    async look(what) {
        const answer = await this.#client.ask(`${this.base}index.m3u8`, { timeoutMs: 2000 }).catch(() => undefined);
        if (answer?.status !== 200) {
            return false;
        }
        const playlist = readMediaPlaylist(this.check, textOf(answer));
        checkPlaylist(this.check, playlist);
        if (this.#last) {
            checkUpdate(this.check, this.#last, playlist, what);
        }
        this.#last = playlist;
        return true;
    }

    /** Fetches what the newest segments of the last playlist name: no name may ever have other bytes. */
    async fetchNewest() {
        await Promise.all(this.segments.slice(-kNewest).flatMap(namesOf).map((name) => this.#bytesOf(name)));
    }

    /** @returns {Promise<Buffer>} all that the last playlist names, as a viewer would play it */
    async play() {
        /** @type {Buffer[]} */
        const bytes = [];
        for (const segment of this.segments) {
            const names = segment.uri === undefined ? namesOf(segment) : [segment.uri];
            bytes.push(...await Promise.all(names.map((name) => this.#bytesOf(name))));
        }
        return Buffer.concat(bytes);
    }

    get segments() {
        return this.#last?.segments ?? [];
    }

    /** @returns {{discontinuities: number, holes: number}} holes: missing segments that no discontinuity follows */
    get seams() {
        const { segments } = this;
        return {
            discontinuities: segments.filter(({ discontinuity }) => discontinuity).length,
            holes: segments.filter(({ gap }, index) => gap && !segments[index + 1]?.discontinuity).length,
        };
    }

    isStrict() {
        assert.deepEqual(this.#report.breaches, []);
    }

    close() {
        this.#client.close();
    }

    /**
     * @param {string} name
     * @returns {Promise<Buffer>} empty: there is no such thing any more; what has to be there is missed in play()
     */
    async #bytesOf(name) {
        const answer = await this.#ledger.fetch(this.check, new URL(name, this.base).href);
        return answer?.status === 200 ? answer.bytes : Buffer.alloc(0);
    }
}

/** @param {Segment} segment */
function namesOf({ uri, parts, gap, map }) {
    const named = [map, gap ? undefined : uri, ...parts.map((part) => (part.gap ? undefined : part.uri))];
    return named.flatMap((name) => name ?? []);
}

/**
 * @param {Buffer} played
 * @param {Buffer[]} chunks in their order
 * @returns {number} chunks that are not in it, in this order
 */
export function missingIn(played, chunks) {
    let at = 0;
    return chunks.filter((chunk) => {
        const found = played.indexOf(chunk, at);
        at = found < 0 ? at : found + chunk.length;
        return found < 0;
    }).length;
}
