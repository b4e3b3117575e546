// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Origin } from '../../../resources/demo/lib/origin.mjs';
import { freePort } from '../../../resources/demo/lib/ports.mjs';
import { requireBuilds } from '../../../resources/demo/lib/programs.mjs';
import { createIngestKey } from '../../../resources/demo/lib/seed.mjs';
import { orAbsent, waitFor } from '../../../resources/demo/lib/wait.mjs';

/** @typedef {{slug: string, path: string, key: string}} LiveEvent path: "/live/{slug}" */

export const kTrack = 'v180';
const kOnAirMs = 20_000;

/** A server for tests of what stands in front of it; the programme comes from ffmpeg. */
export class LiveOrigin {
    /** @param {Origin} origin */
    constructor(origin) {
        this.origin = origin;
        this.organization = '';
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {import('../../../resources/demo/lib/origin.mjs').Surroundings} surroundings
     */
    static async create(surroundings) {
        requireBuilds(['server', 'player']);
        return new LiveOrigin(new Origin(surroundings, await freePort()));
    }

    async start() {
        await this.origin.start();
        const { id } = await this.origin.catalog.post('/api/v1/organizations', { name: 'Tests of the edge' });
        this.organization = id;
    }

    /**
     * @param {string} slug
     * @param {number} partSeconds
     * @returns {Promise<LiveEvent>}
     */
    async createEvent(slug, partSeconds) {
        await this.origin.catalog.post('/api/v1/events',
            { slug, name: slug, organization: this.organization, partTargetSeconds: Math.ceil(partSeconds * 1e5) / 1e5 });
        return { slug, path: `/live/${slug}`, key: await createIngestKey(this.origin.catalog, slug) };
    }

    /**
     * @param {string} slug
     * @param {number} seconds that it is valid
     * @returns {Promise<string>} path of the event, with a token in it
     */
    async pathWithToken(slug, seconds) {
        const { token } = await this.origin.catalog.post(`/api/v1/events/${slug}/playback-tokens`, { seconds });
        return `/live/t/${token}/${slug}`;
    }

    /** @param {{slug: string, path: string}} event path: by which this viewer may see it */
    async onAir({ slug, path }) {
        await waitFor(`${slug} is on air`, kOnAirMs, orAbsent(async () => (
            (await fetch(`${this.origin.url}${path}/main.m3u8`)).ok)));
    }

    stop() {
        return this.origin.stop();
    }
}
