// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { compareEdges, edgeOf } from '../playlist/media_playlist.mjs';
import {
    checkAlike, checkDateTimesAlike, checkReportIsNotAhead, checkReportIsNotBehind, checkReports,
} from '../rules/rendition_rules.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').RenditionReport} RenditionReport */
/** @typedef {import('../playlist/media_playlist.mjs').Edge} Edge */
/** @typedef {{sentAt: number, endAt: number}} Times of a request, performance.now() */

/** What the renditions say of each other, put side by side while they are followed. */
export class Board {
    /** @type {Map<string, MediaPlaylist>} by URL */
    #latest = new Map();
    /** @type {Map<string, Edge>} the furthest edge that each has served */
    #served = new Map();
    /** @type {{url: string, report: RenditionReport, readAt: number, check: Check}[]} not yet held against the rendition */
    #reports = [];
    /** @type {Map<number, {name: string, zero: number}>} by discontinuity sequence: who said first */
    #zeros = new Map();

    /** @param {string[]} urls of all renditions */
    constructor(urls) {
        this.urls = urls;
    }

    /** What has been served until now: what a report in an answer to a request made now may not be behind of. */
    served() {
        return new Map(this.#served);
    }

    /** @param {string} url */
    latest(url) {
        return this.#latest.get(url);
    }

    /** A server that starts anew may have to wait for what its uplink sends again. */
    forgetEdges() {
        this.#served.clear();
        this.#reports = [];
    }

    /**
     * @param {Check} check
     * @param {string} url
     * @param {MediaPlaylist} playlist
     * @param {Times & {servedBefore: Map<string, Edge>}} request
     */
    take(check, url, playlist, { sentAt, endAt, servedBefore }) {
        const edge = edgeOf(playlist);
        this.#judgeReportsOn(url, edge, sentAt);
        checkReports(check, playlist, url, this.urls);
        for (const report of playlist.reports) {
            const other = new URL(report.uri, url).href;
            const served = servedBefore.get(other);
            if (served && this.#served.has(other)) {
                checkReportIsNotBehind(check, report, served);
            }
            this.#reports.push({ url: other, report, readAt: endAt, check });
        }
        this.#compare(check, url, playlist);
        this.#latest.set(url, playlist);
        const before = this.#served.get(url);
        this.#served.set(url, before && compareEdges(before, edge) > 0 ? before : edge);
    }

    /**
     * @param {Check} check
     * @param {string} name of the rendition
     * @param {number} discontinuitySequence
     * @param {number} zero programme date-time of media time 0, ms
     */
    takeZero(check, name, discontinuitySequence, zero) {
        const first = this.#zeros.get(discontinuitySequence);
        if (!first) {
            this.#zeros.set(discontinuitySequence, { name, zero });
        } else if (first.name !== name) {
            checkDateTimesAlike(check, zero, first.zero);
        }
    }

    /**
     * @param {string} url
     * @param {Edge} edge of an answer
     * @param {number} sentAt
     */
    #judgeReportsOn(url, edge, sentAt) {
        const due = this.#reports.filter((pending) => pending.url === url && pending.readAt < sentAt);
        this.#reports = this.#reports.filter((pending) => !due.includes(pending));
        for (const { report, check } of due) {
            checkReportIsNotAhead(check, report, edge);
        }
    }

    /**
     * Once a segment: what is compared does not change from part to part.
     * @param {Check} check
     * @param {string} url
     * @param {MediaPlaylist} playlist
     */
    #compare(check, url, playlist) {
        const before = this.#latest.get(url);
        if (before && edgeOf(before).msn === edgeOf(playlist).msn) {
            return;
        }
        for (const [other, latest] of this.#latest) {
            if (other !== url) {
                checkAlike(check, playlist, latest);
            }
        }
    }
}
