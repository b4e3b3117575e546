// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { textOf } from '../net/client.mjs';
import { edgeOf, nextOf, readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { checkDateRanges } from '../rules/date_range_rules.mjs';
import { checkDelta } from '../rules/delta_rules.mjs';
import { checkHead, checkPacked, checkPackedIsPlain } from '../rules/http_rules.mjs';
import { checkPlaylist } from '../rules/playlist_rules.mjs';
import { checkReload } from '../rules/reload_rules.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Edge} Edge */
/** @typedef {import('./rendition.mjs').RenditionContext} RenditionContext */

const kEveryDelta = 5; // of so many reloads one asks for delta updates too
const kEveryPacked = 7;

/** Asks for one rendition's playlist in every form it has, and looks at each answer by itself. */
export class PlaylistRequests {
    #reloads = 0;
    /** @type {MediaPlaylist | undefined} an older version, which delta updates are merged with */
    #older;

    /** @param {RenditionContext} context */
    constructor(context) {
        this.context = context;
    }

    /**
     * Without directives.
     * @returns {Promise<MediaPlaylist | undefined>} undefined: no answer, or an error
     */
    async plain() {
        const { client, url, check, board } = this.context;
        const servedBefore = board.served();
        const answer = await client.ask(url).catch(() => undefined);
        if (answer?.status !== 200) {
            return undefined;
        }
        const playlist = readMediaPlaylist(check, textOf(answer));
        checkHead(check, answer, 'plain', playlist.targetDuration);
        this.#judge(playlist, answer, servedBefore);
        return playlist;
    }

    /**
     * The version with the part that comes next.
     * @param {MediaPlaylist} before
     * @returns {Promise<MediaPlaylist | undefined>} undefined: no answer, or an error
     */
    async reload(before) {
        const { check, board, url, allowsRestarts } = this.context;
        const next = nextOf(before);
        const servedBefore = board.served();
        this.#reloads += 1;
        const deltas = this.#reloads % kEveryDelta === 0 ? this.#askForDeltas(next) : Promise.resolve([]);
        const packed = this.#reloads % kEveryPacked === 0 ? this.#ask(next, '', 'gzip') : Promise.resolve(undefined);
        const answer = await this.#ask(next);
        check('request-is-answered', answer?.status === 200 || allowsRestarts,
            () => `${url} ${next.msn}.${next.part}: ${answer?.status ?? 'no answer'}`);
        if (answer?.status !== 200) {
            return undefined;
        }
        const playlist = readMediaPlaylist(check, textOf(answer));
        checkHead(check, answer, 'blocking', playlist.targetDuration);
        checkReload(check, next, playlist);
        this.#judge(playlist, answer, servedBefore);
        this.#comparePacked(await packed, answer, playlist);
        this.#compareDeltas(await deltas, playlist);
        return playlist;
    }

    /**
     * @param {Edge} next
     * @param {string} [more] directives
     * @param {string} [encoding] that is accepted
     */
    #ask({ msn, part }, more = '', encoding) {
        const { client, url } = this.context;
        const headers = encoding ? { 'accept-encoding': encoding } : undefined;
        return client.ask(`${url}?_HLS_msn=${msn}&_HLS_part=${part}${more}`, { headers }).catch(() => undefined);
    }

    /** @param {Edge} next */
    #askForDeltas(next) {
        return Promise.all(/** @type {const} */ (['YES', 'v2']).map(async (directive) => (
            { directive, answer: await this.#ask(next, `&_HLS_skip=${directive}`) })));
    }

    /**
     * @param {MediaPlaylist} playlist
     * @param {Answer} answer
     * @param {Map<string, Edge>} servedBefore
     */
    #judge(playlist, answer, servedBefore) {
        const { check, board, url } = this.context;
        checkPacked(check, answer, false);
        checkPlaylist(check, playlist);
        checkDateRanges(check, playlist);
        board.take(check, url, playlist, { ...answer, servedBefore });
    }

    /**
     * @param {{directive: 'YES' | 'v2', answer: Answer | undefined}[]} answers
     * @param {MediaPlaylist} whole
     */
    #compareDeltas(answers, whole) {
        const { check } = this.context;
        for (const { directive, answer } of answers) {
            if (answer?.status === 200 && this.#older) {
                const delta = readMediaPlaylist(check, textOf(answer));
                checkHead(check, answer, 'blocking', delta.targetDuration);
                checkDelta(check, { directive, delta, whole, before: this.#older });
            }
        }
        this.#older = answers.length > 0 ? whole : this.#older;
    }

    /**
     * @param {Answer | undefined} packed
     * @param {Answer} plain
     * @param {MediaPlaylist} playlist of it
     */
    #comparePacked(packed, plain, playlist) {
        const { check } = this.context;
        if (packed?.status !== 200) {
            return;
        }
        checkPacked(check, packed, true);
        const other = readMediaPlaylist(check, textOf(packed));
        const version = (/** @type {MediaPlaylist} */ one) => JSON.stringify([edgeOf(one), one.reports,
            one.dateRanges.length]);
        if (version(other) === version(playlist)) {
            checkPackedIsPlain(check, packed, plain);
        }
    }
}
