// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { gunzipSync } from 'node:zlib';

/**
 * What a viewer needs of one version of a media playlist.
 * @typedef {object} Version
 * @property {number} length bytes as it came
 * @property {Set<string>} parts names in it: "17.3.m4s"
 * @property {{msn: number, part: number} | undefined} next the hinted part
 */

const kMostKept = 200;

/** Reads each version once, however many viewers of the crowd get it. */
export class PlaylistVersions {
    /** @type {Map<string, Version>} */
    #byUrl = new Map();

    /**
     * @param {string} url of a version: with directives
     * @param {Buffer} body gzip
     * @returns {Version}
     */
    read(url, body) {
        const known = this.#byUrl.get(url);
        if (known && known.length === body.length) {
            return known;
        }
        const version = readVersion(body);
        this.#byUrl.set(url, version);
        const [oldest] = this.#byUrl.keys();
        if (this.#byUrl.size > kMostKept) {
            this.#byUrl.delete(oldest);
        }
        return version;
    }
}

/**
 * @param {Buffer} body gzip
 * @returns {Version}
 */
export function readVersion(body) {
    const text = gunzipSync(body).toString();
    const hint = /^#EXT-X-PRELOAD-HINT:TYPE=PART,URI="(\d+)\.(\d+)\.m4s"/m.exec(text);
    return {
        length: body.length,
        parts: new Set([...text.matchAll(/^#EXT-X-PART:.*URI="([^"]+)"/gm)].map((match) => match[1])),
        next: hint ? { msn: Number(hint[1]), part: Number(hint[2]) } : undefined,
    };
}
