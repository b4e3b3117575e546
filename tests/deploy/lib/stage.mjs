// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { randomBytes } from 'node:crypto';

import { stopChild } from '../../../resources/demo/lib/child.mjs';
import { HttpConnection } from '../../../resources/demo/lib/crowd/http_connection.mjs';
import { Varnish } from '../../../resources/demo/lib/varnish.mjs';
import { Workspace } from '../../../resources/demo/lib/workspace.mjs';
import { LiveOrigin, kTrack } from './live_origin.mjs';
import { kPartSeconds, publishVideo } from './publisher.mjs';

/** @typedef {import('../../../resources/demo/lib/endings.mjs').Endings} Endings */

const kTokenSeconds = 600;

/** A programme on air at a server, and Varnish in front of it. */
export class Stage {
    /**
     * @param {import('../../../resources/demo/lib/origin.mjs').Surroundings} surroundings
     * @param {LiveOrigin} live
     * @param {Varnish} varnish
     */
    constructor(surroundings, live, varnish) {
        this.surroundings = surroundings;
        this.live = live;
        this.varnish = varnish;
        this.env = surroundings.workspace.environment();
        /** @type {import('./live_origin.mjs').LiveEvent} */
        this.event = { slug: '', path: '', key: '' };
    }

    /**
     * @param {Endings} endings
     * @param {string} outFolder
     * @param {import('../../../resources/demo/lib/say.mjs').Say} say
     * @param {'open' | 'tokens'} [viewers] tokens: nobody plays without one; absent: open to all
     */
    static async open(endings, outFolder, say, viewers = 'open') {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        const playback = viewers === 'tokens' ? makeSecrets(workspace) : undefined;
        const surroundings = { workspace, outFolder, say, playback };
        const live = await LiveOrigin.create(surroundings);
        endings.defer(() => live.stop());
        const varnish = await Varnish.create(surroundings, live.origin.port);
        endings.defer(() => varnish.stop());
        await Promise.all([live.start(), varnish.start()]);
        const stage = new Stage(surroundings, live, varnish);
        await stage.#goOnAir(endings);
        return stage;
    }

    /** Path of the playlist. */
    get playlist() {
        return `${this.event.path}/${kTrack}/index.m3u8`;
    }

    /** Path of the event for one viewer; each has a token of his own where one is needed. */
    viewPath(seconds = kTokenSeconds) {
        return this.surroundings.playback ? this.live.pathWithToken(this.event.slug, seconds) : this.event.path;
    }

    /** What the origin is asked while `act` runs. @param {() => Promise<unknown>} act */
    async originRequestsOf(act) {
        const { originRequests } = await this.varnish.counts();
        await act();
        return (await this.varnish.counts()).originRequests - originRequests;
    }

    connectOrigin() {
        return HttpConnection.open('127.0.0.1', this.live.origin.port);
    }

    connectEdge() {
        return HttpConnection.open('127.0.0.1', this.varnish.port);
    }

    /** @param {Endings} endings */
    async #goOnAir(endings) {
        this.event = await this.live.createEvent('edge', kPartSeconds);
        const ingest = `${this.live.origin.url}/ingest/v1/${this.event.slug}/${kTrack}`;
        const encoder = publishVideo(ingest, this.event.key, this.env);
        endings.defer(() => stopChild(encoder, 5000));
        await this.live.onAir({ slug: this.event.slug, path: await this.viewPath() });
    }
}

/** @param {Workspace} workspace @returns {import('../../../resources/demo/lib/config.mjs').Playback} */
function makeSecrets(workspace) {
    const secret = () => `${randomBytes(32).toString('hex')}\n`;
    return { secret: workspace.write('playback.secret', secret()), edges: workspace.write('tallylight.edge', secret()) };
}
