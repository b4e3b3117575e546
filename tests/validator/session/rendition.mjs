// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { textOf } from '../net/client.mjs';
import { compareEdges, edgeOf, nextOf, readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { checkDateRanges, checkDateRangeUpdate } from '../rules/date_range_rules.mjs';
import { checkDelta } from '../rules/delta_rules.mjs';
import { checkHead, checkPacked, checkPackedIsPlain } from '../rules/http_rules.mjs';
import { checkPlaylist } from '../rules/playlist_rules.mjs';
import { checkFullSpeed, checkRealTime, checkReload, checkSegmentInTime } from '../rules/reload_rules.mjs';
import { checkUpdate } from '../rules/update_rules.mjs';
import { MediaWatch } from './media_watch.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../net/client.mjs').Client} Client */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Edge} Edge */
/** @typedef {import('./media_watch.mjs').Context & {client: Client}} RenditionContext */

const kAgainMs = 100; // after a request that failed
const kEveryDelta = 5; // of so many reloads one asks for delta updates too
const kEveryPacked = 7;

/** Follows one rendition by blocking reloads and hinted parts, as a player at the live edge does. */
export class Rendition {
    #reloads = 0;
    #isDisturbed = false; // a request failed since the last playlist: something was started anew
    /** @type {MediaPlaylist | undefined} an older version, which delta updates are merged with */
    #older;
    /** @type {Promise<void>} media is fetched in order, beside the reloads */
    #fetching = Promise.resolve();
    /** @type {number[]} */
    #speeds = [];
    /** @type {Map<number, string>} */
    #firstParts = new Map();
    #lastSegmentAt = NaN;

    /** @param {RenditionContext} context */
    constructor(context) {
        this.context = context;
        this.media = new MediaWatch(context);
    }

    /**
     * @param {number} until performance.now()
     * @returns {Promise<void>} all that was announced is fetched
     */
    async follow(until) {
        const { check, allowsRestarts } = this.context;
        let playlist = await this.#readFirst(until);
        const begin = performance.now();
        while (playlist && !playlist.ended && performance.now() < until) {
            const hinted = this.#fetchHint(playlist);
            const now = await this.#reload(playlist);
            if (!now) {
                this.#isDisturbed = true;
                this.context.board.forgetEdges();
                await delay(kAgainMs);
                continue;
            }
            this.#takeNews(playlist, now, hinted);
            playlist = now;
        }
        const passed = (performance.now() - begin) / 1000;
        await this.#fetching;
        if (!allowsRestarts && playlist && !playlist.ended) {
            checkRealTime(check, this.media.playedSeconds, passed, playlist.targetDuration);
            checkFullSpeed(check, this.#speeds);
        }
    }

    /**
     * The playlist without directives.
     * @returns {Promise<{answer: Answer, playlist: MediaPlaylist} | undefined>} undefined: no answer, or an error
     */
    async readPlain() {
        const { client, url, check } = this.context;
        const answer = await client.ask(url).catch(() => undefined);
        if (answer?.status !== 200) {
            return undefined;
        }
        const playlist = readMediaPlaylist(check, textOf(answer));
        checkHead(check, answer, 'plain', playlist.targetDuration);
        checkPacked(check, answer, false);
        return { answer, playlist };
    }

    /**
     * @param {number} until
     * @returns {Promise<MediaPlaylist | undefined>}
     */
    async #readFirst(until) {
        const { check, board, url, allowsRestarts } = this.context;
        const servedBefore = board.served();
        const first = await this.readPlain();
        if (!first && allowsRestarts && performance.now() < until) {
            await delay(kAgainMs);
            return this.#readFirst(until);
        }
        if (!check('request-is-answered', first !== undefined, () => url) || !first) {
            return undefined;
        }
        const { playlist, answer } = first;
        this.#judge(playlist, { ...answer, servedBefore });
        // From here on every part is fetched; those of the open segment, so that it can be compared as a whole.
        const before = { ...playlist, segments: playlist.segments.filter(({ uri }) => uri !== undefined) };
        this.#takeMedia(before, playlist, Promise.resolve(undefined));
        return playlist;
    }

    /**
     * @param {MediaPlaylist} playlist
     * @returns {Promise<Answer | undefined>}
     */
    #fetchHint({ hints, partTarget = 0 }) {
        const hint = hints.find(({ type }) => type === 'PART');
        if (!hint) {
            return Promise.resolve(undefined);
        }
        const { check, ledger, url } = this.context;
        return ledger.fetch(check, new URL(hint.uri, url).href).then((answer) => {
            if (answer?.status === 200) {
                this.#speeds.push((answer.endAt - answer.headAt) / (partTarget * 1000));
            }
            return answer;
        });
    }

    /**
     * @param {MediaPlaylist} before
     * @returns {Promise<MediaPlaylist | undefined>} undefined: no answer, or an error
     */
    async #reload(before) {
        const { check, board, url, allowsRestarts } = this.context;
        const next = nextOf(before);
        const servedBefore = board.served();
        this.#reloads += 1;
        const deltas = this.#reloads % kEveryDelta === 0 ? this.#askForDeltas(next) : Promise.resolve([]);
        const packed = this.#reloads % kEveryPacked === 0 ? this.#ask(next, '', true) : Promise.resolve(undefined);
        const answer = await this.#ask(next, '', false);
        if (answer?.status !== 200) {
            check('request-is-answered', allowsRestarts, () => `${url} ${next.msn}.${next.part}: ${answer?.status ?? 'no answer'}`);
            return undefined;
        }
        const playlist = readMediaPlaylist(check, textOf(answer));
        checkHead(check, answer, 'blocking', playlist.targetDuration);
        checkPacked(check, answer, false);
        checkReload(check, next, playlist);
        this.#judge(playlist, { ...answer, servedBefore });
        this.#comparePacked(await packed, answer, playlist);
        this.#compareDeltas(await deltas, playlist);
        return playlist;
    }

    /**
     * @param {Edge} next
     * @param {string} more directives
     * @param {boolean} packed
     */
    #ask({ msn, part }, more, packed) {
        const { client, url } = this.context;
        return client.ask(`${url}?_HLS_msn=${msn}&_HLS_part=${part}${more}`, { headers: packed ? { 'accept-encoding': 'gzip' } : {} })
            .catch(() => undefined);
    }

    /** @param {Edge} next */
    #askForDeltas(next) {
        return Promise.all(/** @type {const} */ (['YES', 'v2']).map(async (directive) => (
            { directive, answer: await this.#ask(next, `&_HLS_skip=${directive}`, false) })));
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
        if (answers.length > 0) {
            this.#older = whole;
        }
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
        const isSameVersion = JSON.stringify([edgeOf(other), other.reports]) === JSON.stringify([edgeOf(playlist), playlist.reports]);
        if (isSameVersion && other.dateRanges.length === playlist.dateRanges.length) {
            checkPackedIsPlain(check, packed, plain);
        }
    }

    /**
     * @param {MediaPlaylist} playlist
     * @param {{sentAt: number, endAt: number, servedBefore: Map<string, Edge>}} request
     */
    #judge(playlist, request) {
        const { check, board, url } = this.context;
        checkPlaylist(check, playlist);
        checkDateRanges(check, playlist);
        board.take(check, url, playlist, request);
    }

    /**
     * @param {MediaPlaylist} before
     * @param {MediaPlaylist} now
     * @param {Promise<Answer | undefined>} hinted
     */
    #takeNews(before, now, hinted) {
        const { check, allowsRestarts } = this.context;
        checkUpdate(check, before, now, { afterRestart: this.#isDisturbed });
        checkDateRangeUpdate(check, before, now);
        this.#isDisturbed = false;
        if (edgeOf(now).msn > edgeOf(before).msn) {
            const at = performance.now();
            if (!allowsRestarts && !Number.isNaN(this.#lastSegmentAt)) {
                checkSegmentInTime(check, (at - this.#lastSegmentAt) / 1000, now.targetDuration);
            }
            this.#lastSegmentAt = at;
        }
        this.#takeMedia(before, now, hinted);
    }

    /**
     * @param {MediaPlaylist} before
     * @param {MediaPlaylist} now
     * @param {Promise<Answer | undefined>} hinted
     */
    #takeMedia(before, now, hinted) {
        const edge = edgeOf(before);
        const wasWhole = new Set(before.segments.filter(({ uri }) => uri !== undefined).map(({ msn }) => msn));
        const news = now.segments.filter(({ msn }) => msn >= edge.msn);
        const hint = before.hints.find(({ type }) => type === 'PART')?.uri;
        this.#fetching = this.#fetching.then(async () => {
            for (const segment of news) {
                for (const [index, { uri }] of segment.parts.entries()) {
                    if (compareEdges({ msn: segment.msn, part: index }, edge) > 0) {
                        await this.media.takePart(segment, index, uri === hint ? await this.#judgeHinted(await hinted) : undefined);
                    }
                }
                if (segment.uri !== undefined && !wasWhole.has(segment.msn)) {
                    await this.media.takeSegment(segment);
                    this.#firstParts.set(segment.msn, segment.parts[0]?.uri);
                    await this.media.takeGonePart(now, this.#firstParts);
                }
            }
        });
    }

    /** @param {Answer | undefined} answer to a hint that has come true */
    async #judgeHinted(answer) {
        const { check, ledger, allowsRestarts } = this.context;
        check('hinted-part-is-answered', answer?.status === 200 || allowsRestarts, () => `${answer?.url}: ${answer?.status ?? 'no answer'}`);
        if (answer?.status !== 200) {
            return undefined;
        }
        const again = await ledger.fetch(check, answer.url);
        if (again?.status === 200) {
            check('hinted-part-is-the-part', again.bytes.equals(answer.bytes), () => answer.url);
        }
        return answer;
    }
}
