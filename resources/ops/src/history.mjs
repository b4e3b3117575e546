// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * @typedef {import('../report.js').Report} Report
 * @typedef {import('../report.js').LiveEvent} LiveEvent
 * @typedef {import('../report.js').Track} Track
 */

const kSpanMs = 60_000;
const kRateSpanMs = 10_500; // five questions

/** The reports of the last minute: what counts since the server began, as it was lately. */
export class History {
    /** @type {Report[]} */
    #reports = [];

    /**
     * A server that started again counts from zero: what it said before is forgotten.
     * @param {Report} report
     * @returns {boolean} it started again
     */
    add(report) {
        const restarted = this.#reports.length > 0 && this.newest.server.startedAt !== report.server.startedAt;
        const begin = Date.parse(report.server.now) - kSpanMs;
        this.#reports = restarted ? [] : this.#reports.filter(({ server }) => Date.parse(server.now) >= begin);
        this.#reports.push(report);
        return restarted;
    }

    clear() {
        this.#reports = [];
    }

    get isEmpty() {
        return this.#reports.length === 0;
    }

    /** Of a history that is not empty. */
    get newest() {
        return /** @type {Report} */ (this.#reports[this.#reports.length - 1]);
    }

    get oldest() {
        return /** @type {Report} */ (this.#reports[0]);
    }

    /** Seconds between the oldest report and the newest. */
    get seconds() {
        return (Date.parse(this.newest.server.now) - Date.parse(this.oldest.server.now)) / 1000;
    }

    /**
     * How fast a counter grows: over the last seconds, so that what stopped is seen to have stopped.
     * @param {(report: Report) => number} count
     * @returns {number | undefined} a second; absent: not known yet
     */
    rate(count) {
        const now = Date.parse(this.newest.server.now);
        const before = this.#reports.find(({ server }) => Date.parse(server.now) >= now - kRateSpanMs) ?? this.newest;
        const seconds = (now - Date.parse(before.server.now)) / 1000;
        return seconds > 0 ? Math.max(0, count(this.newest) - count(before)) / seconds : undefined;
    }

    /** @param {string} name @returns {LiveEvent | undefined} as it was */
    oldEvent(name) {
        return eventIn(this.oldest, name);
    }

    /** @param {string} event @param {string} name @returns {Track | undefined} as it was */
    oldTrack(event, name) {
        return trackIn(this.oldest, event, name);
    }
}

/** @param {Report} report @param {string} name */
export function eventIn({ events }, name) {
    return events.find(({ event }) => event === name);
}

/** @param {Report} report @param {string} event @param {string} name */
export function trackIn(report, event, name) {
    return eventIn(report, event)?.tracks.find((track) => track.name === name);
}

/**
 * By how much a counter grew. What was not there before began with zero.
 * @template T
 * @param {T} now
 * @param {T | undefined} before
 * @param {(counted: T) => number} count
 */
export function grown(now, before, count) {
    return Math.max(0, count(now) - (before === undefined ? 0 : count(before)));
}
