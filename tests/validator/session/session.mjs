// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { Client, textOf } from '../net/client.mjs';
import { readMultivariantPlaylist } from '../playlist/multivariant_playlist.mjs';
import { readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { Report } from '../report.mjs';
import { checkDateRangesAlike } from '../rules/date_range_rules.mjs';
import { checkHead, checkPacked } from '../rules/http_rules.mjs';
import { checkMeasured, checkMultivariant } from '../rules/multivariant_rules.mjs';
import { Board } from './board.mjs';
import { HeadRequests } from './head_requests.mjs';
import { Ledger } from './ledger.mjs';
import { OddRequests } from './odd_requests.mjs';
import { Rendition } from './rendition.mjs';

/** @typedef {import('../playlist/multivariant_playlist.mjs').MultivariantPlaylist} MultivariantPlaylist */

/**
 * @typedef {object} SessionOptions
 * @property {string} url of the multivariant playlist
 * @property {number} seconds how long to follow it
 * @property {boolean} [allowsRestarts] server and encoder may be killed meanwhile: requests may fail and parts come late,
 *   numbers may still not go back and names not stand for other bytes
 */

const kOddAfterMs = 2000; // by then there is something behind the live edge
const kAlikeAgainMs = 1000;

/** One live stream, watched as a picky client for a while. */
export class Session {
    report = new Report();
    #client = new Client();
    #deadline = { at: Infinity };

    /** @param {SessionOptions} options */
    constructor(options) {
        this.options = options;
    }

    /** Ends the following now; `run()` then looks at it as a whole. */
    stop() {
        this.#deadline.at = 0;
    }

    /** @returns {Promise<Report>} */
    async run() {
        try {
            const multivariant = await this.#readMultivariant(1);
            if (multivariant) {
                await this.#followAll(multivariant);
            }
        } finally {
            this.#client.close();
        }
        return this.report;
    }

    /**
     * @param {number} targetDuration
     * @returns {Promise<MultivariantPlaylist | undefined>}
     */
    async #readMultivariant(targetDuration) {
        const { url } = this.options;
        const check = this.report.about('main');
        const answer = await this.#client.ask(url, { headers: { 'accept-encoding': 'gzip' } }).catch(() => undefined);
        if (!check('request-is-answered', answer?.status === 200,
            () => `${url}: ${answer?.status ?? 'no answer'}`) || !answer) {
            return undefined;
        }
        checkHead(check, answer, 'multivariant', targetDuration);
        checkPacked(check, answer, true);
        const playlist = readMultivariantPlaylist(check, textOf(answer));
        checkMultivariant(check, playlist);
        return playlist;
    }

    /** @param {MultivariantPlaylist} multivariant */
    async #followAll(multivariant) {
        const renditions = await this.#renditionsOf(multivariant);
        this.#deadline.at = Math.min(this.#deadline.at, performance.now() + this.options.seconds * 1000);
        await Promise.all([
            ...renditions.map((rendition) => rendition.follow(this.#deadline)),
            ...(this.options.allowsRestarts ? [] : [this.#askOddly(renditions)]),
        ]);
        await this.#judgeTogether(renditions);
    }

    /** @param {MultivariantPlaylist} multivariant */
    async #renditionsOf({ variants, media }) {
        const uris = [...variants.map(({ uri }) => uri), ...media.flatMap(({ uri }) => uri ?? [])];
        const urls = [...new Set(uris.map((uri) => new URL(uri, this.options.url).href))];
        const board = new Board(urls);
        const first = await this.#client.ask(urls[0] ?? this.options.url).catch(() => undefined);
        const { targetDuration } = readMediaPlaylist(() => true, first ? textOf(first) : '');
        const ledger = new Ledger(this.#client, targetDuration);
        return urls.map((url) => new Rendition({
            url, board, ledger,
            check: this.report.about(nameOf(url)),
            client: this.#client,
            allowsRestarts: this.options.allowsRestarts ?? false,
        }));
    }

    /**
     * One rendition after the other, beside the players: what is odd may not disturb them.
     * @param {Rendition[]} renditions
     */
    async #askOddly(renditions) {
        await delay(Math.min(kOddAfterMs, this.options.seconds * 250));
        await Promise.all(renditions.map(async ({ context }) => {
            const playlist = context.board.latest(context.url);
            if (playlist) {
                await new HeadRequests(context, playlist).run();
                await new OddRequests(context, context.board.latest(context.url) ?? playlist).run();
            }
        }));
    }

    /** @param {Rendition[]} renditions */
    async #judgeTogether(renditions) {
        await this.#judgeDateRanges(renditions, true);
        const multivariant = await this.#readMultivariant(this.#targetDuration(renditions));
        if (multivariant) {
            checkMeasured(this.report.about('main'), multivariant, (uri) => {
                const url = new URL(uri, this.options.url).href;
                const media = renditions.find(({ context }) => context.url === url)?.media;
                return media?.init && { init: media.init, peakBandwidth: media.peakBandwidth,
                    frameRate: media.frameRate };
            });
        }
    }

    /**
     * A cue may go out between two of the requests: then they are made once more.
     * @param {Rendition[]} renditions
     * @param {boolean} mayBeInFlight
     */
    async #judgeDateRanges(renditions, mayBeInFlight) {
        const read = await Promise.all(renditions.map(({ playlists }) => playlists.plain()));
        const ranges = read.flatMap((one) => (one ? [one.dateRanges] : []));
        const [first = [], ...others] = ranges;
        let differ = false;
        const look = (/** @type {import('../report.mjs').Check} */ check) => others.forEach((other) => {
            checkDateRangesAlike(check, first, other);
            checkDateRangesAlike(check, other, first);
        });
        look((_id, holds) => { differ ||= !holds; return holds; });
        if (differ && mayBeInFlight) {
            await delay(kAlikeAgainMs);
            await this.#judgeDateRanges(renditions, false);
            return;
        }
        look(this.report.about('renditions'));
    }

    /** @param {Rendition[]} renditions */
    #targetDuration(renditions) {
        const [latest] = renditions.flatMap(({ context }) => context.board.latest(context.url) ?? []);
        return latest?.targetDuration ?? 1;
    }
}

/** @param {string} url of a playlist: the folder it lies in names the rendition */
function nameOf(url) {
    return new URL('.', url).pathname.split('/').filter(Boolean).pop() ?? url;
}
