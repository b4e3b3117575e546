// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { randomUUID } from 'node:crypto';

import { makeUpMedia } from './made_up_media.mjs';
import { Uplink } from './uplink.mjs';

/**
 * @typedef {object} EncoderOptions
 * @property {string} server URL
 * @property {{slug: string, key: string}} event
 * @property {string} folder for its media
 * @property {string[]} plans of its tracks: "v720:video:2000"
 * @property {number} seconds of media that it has
 */

/** One start of an encoder without an encoder: made-up tracks of one session, each with its uplink. */
export class Encoder {
    /** @param {Uplink[]} uplinks */
    constructor(uplinks) {
        this.uplinks = uplinks;
    }

    /** @param {EncoderOptions} options */
    static async start({ server, event, folder, plans, seconds }) {
        const session = randomUUID();
        const address = { url: `${server}/ingest/v1/${event.slug}`, key: event.key, session };
        const { zeroMs, tracks } = await makeUpMedia(`${folder}/${session}`, plans, seconds);
        const encoder = new Encoder(tracks.map((track) => new Uplink(address, track, zeroMs)));
        encoder.uplinks.forEach((uplink) => uplink.start());
        return encoder;
    }

    /** Ends when all that was due has been acknowledged. */
    async finish() {
        await Promise.all(this.uplinks.map((uplink) => uplink.finish()));
    }

    kill() {
        this.uplinks.forEach((uplink) => uplink.kill());
    }

    /** @param {string} track */
    acknowledgedOf(track) {
        return this.uplinks.filter((uplink) => uplink.track.name === track).flatMap(({ acknowledged }) => acknowledged);
    }

    get refusals() {
        return this.uplinks.flatMap(({ track, refusals }) => (
            [...refusals].map(([what, count]) => `${track.name}: ${count} × ${what}`)));
    }
}
