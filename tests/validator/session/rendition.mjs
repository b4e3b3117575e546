// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { compareEdges, edgeOf } from '../playlist/media_playlist.mjs';
import { checkDateRangeUpdate } from '../rules/date_range_rules.mjs';
import { checkFullSpeed, checkRealTime, checkSegmentsInTime } from '../rules/reload_rules.mjs';
import { checkUpdate } from '../rules/update_rules.mjs';
import { MediaWatch } from './media_watch.mjs';
import { PlaylistRequests } from './playlist_requests.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../net/client.mjs').Client} Client */
/** @typedef {import('./media_watch.mjs').Context & {client: Pick<Client, 'ask'>}} RenditionContext */

const kAgainMs = 100; // after a request that failed

/** Follows one rendition by blocking reloads and hinted parts, as a player at the live edge does. */
export class Rendition {
    #isDisturbed = false; // a request failed since the last playlist: something was started anew
    /** @type {Promise<void>} media is fetched in order, beside the reloads */
    #fetching = Promise.resolve();
    /** @type {number[]} of hinted parts: time from first to last byte, over the part target */
    #speeds = [];
    #lastSegmentAt = NaN;
    /** @type {number[]} seconds */
    #segmentIntervals = [];

    /** @param {RenditionContext} context */
    constructor(context) {
        this.context = context;
        this.playlists = new PlaylistRequests(context);
        this.media = new MediaWatch(context);
    }

    /**
     * @param {{at: number}} deadline performance.now(); may be brought forward meanwhile
     * @returns {Promise<void>} when all that was announced is fetched
     */
    async follow(deadline) {
        let playlist = await this.#readFirst(deadline);
        const begin = performance.now();
        while (playlist && !playlist.ended && performance.now() < deadline.at) {
            playlist = await this.#step(playlist);
        }
        const passed = (performance.now() - begin) / 1000;
        await this.#fetching;
        if (!this.context.allowsRestarts && playlist && !playlist.ended) {
            this.#judgeTimes(playlist.targetDuration, passed);
        }
    }

    /**
     * @param {number} targetDuration
     * @param {number} passed seconds
     */
    #judgeTimes(targetDuration, passed) {
        const { check } = this.context;
        checkRealTime(check, this.media.playedSeconds, passed, targetDuration);
        checkFullSpeed(check, this.#speeds);
        checkSegmentsInTime(check, this.#segmentIntervals, targetDuration);
    }

    /**
     * @param {{at: number}} deadline
     * @returns {Promise<MediaPlaylist | undefined>}
     */
    async #readFirst(deadline) {
        const { check, url, allowsRestarts } = this.context;
        const playlist = await this.playlists.plain();
        if (!playlist && allowsRestarts && performance.now() < deadline.at) {
            await delay(kAgainMs);
            return this.#readFirst(deadline);
        }
        check('request-is-answered', playlist !== undefined, () => url);
        if (playlist) {
            // From here on every part is fetched; those of the open segment, so that it can be compared as a whole.
            const before = { ...playlist, segments: playlist.segments.filter(({ uri }) => uri !== undefined) };
            this.#takeMedia(before, playlist, Promise.resolve(undefined));
        }
        return playlist;
    }

    /**
     * @param {MediaPlaylist} playlist
     * @returns {Promise<MediaPlaylist>} the next version, or the same one after a request that failed
     */
    async #step(playlist) {
        const hinted = this.#fetchHint(playlist);
        const now = await this.playlists.reload(playlist);
        if (!now) {
            this.#isDisturbed = true;
            this.context.board.forgetEdges();
            await delay(kAgainMs);
            return playlist;
        }
        this.#takeUpdate(playlist, now);
        this.#takeMedia(playlist, now, hinted);
        return now;
    }

    /**
     * @param {MediaPlaylist} playlist
     * @returns {Promise<Answer | undefined>}
     */
    async #fetchHint({ hints, partTarget = 0 }) {
        const hint = hints.find(({ type }) => type === 'PART');
        if (!hint) {
            return undefined;
        }
        const { check, ledger, url } = this.context;
        const answer = await ledger.fetch(check, new URL(hint.uri, url).href);
        if (answer?.status === 200) {
            this.#speeds.push((answer.endAt - answer.headAt) / (partTarget * 1000));
        }
        return answer;
    }

    /**
     * @param {MediaPlaylist} before
     * @param {MediaPlaylist} now
     */
    #takeUpdate(before, now) {
        const { check } = this.context;
        checkUpdate(check, before, now, { afterRestart: this.#isDisturbed });
        checkDateRangeUpdate(check, before, now);
        this.#isDisturbed = false;
        if (edgeOf(now).msn > edgeOf(before).msn) {
            const at = performance.now();
            if (!Number.isNaN(this.#lastSegmentAt)) {
                this.#segmentIntervals.push((at - this.#lastSegmentAt) / 1000);
            }
            this.#lastSegmentAt = at;
        }
    }

    /**
     * @param {MediaPlaylist} before
     * @param {MediaPlaylist} now
     * @param {Promise<Answer | undefined>} hinted
     */
    #takeMedia(before, now, hinted) {
        const edge = edgeOf(before);
        const hint = before.hints.find(({ type }) => type === 'PART')?.uri;
        const wasWhole = (/** @type {number} */ msn) => before.segments.some((segment) => segment.msn === msn
            && segment.uri !== undefined);
        this.#fetching = this.#fetching.then(async () => {
            await this.media.takeGoneSegment(before, now);
            for (const segment of now.segments.filter(({ msn }) => msn >= edge.msn)) {
                for (const [index, { uri }] of segment.parts.entries()) {
                    if (compareEdges({ msn: segment.msn, part: index }, edge) > 0) {
                        await this.media.takePart(segment, index, uri === hint ? await this.#judgeHinted(uri,
                            await hinted) : undefined);
                    }
                }
                if (segment.uri !== undefined && !wasWhole(segment.msn)) {
                    await this.media.takeSegment(segment);
                    await this.media.takeGonePart(now);
                }
            }
        });
    }

    /**
     * @param {string} uri of a part that was hinted and is listed now
     * @param {Answer | undefined} answer to the hint
     */
    async #judgeHinted(uri, answer) {
        const { check, ledger, allowsRestarts } = this.context;
        check('hinted-part-is-answered', answer?.status === 200 || allowsRestarts,
            () => `${uri}: ${answer?.status ?? 'no answer'}`);
        if (answer?.status !== 200) {
            return undefined;
        }
        const listed = await ledger.fetch(check, answer.url);
        check('hinted-part-is-the-part', listed?.status !== 200 || listed.bytes.equals(answer.bytes), () => uri);
        return answer;
    }
}
