// SPDX-License-Identifier: GPL-3.0-or-later
import { lately, quantile } from './latency.mjs';
import { trackFindings } from './track_findings.mjs';
import { duration, latency } from './words.mjs';

/**
 * @typedef {import('../report.js').Finding} Finding
 * @typedef {import('../report.js').LiveEvent} LiveEvent
 * @typedef {import('./history.mjs').History} History
 */

const kLostLately = 3600; // seconds: longer off air, it is no fall but the end of a show
const kSlowToSend = 0.1; // seconds
const kFew = 20; // answers say nothing yet

/**
 * What is amiss with one event.
 * @param {LiveEvent} event
 * @param {History} history
 * @returns {Finding[]}
 */
export function eventFindings(event, history) {
    const found = [...offAir(event), ...slow(event, history.oldEvent(event.event))];
    if (event.onAir) {
        found.push(...event.tracks.filter(({ current }) => current).flatMap((track) => (
            trackFindings(event, track, history.oldTrack(event.event, track.name)))));
    }
    return found;
}

/** @param {LiveEvent} event @returns {Finding[]} */
function offAir({ event, onAir, ended, sinceLastPartSeconds: since }) {
    return onAir || ended || since === undefined || since > kLostLately ? [] : [{
        level: 'fault', where: event,
        what: `Off air: no part came for ${duration(since)}. Viewers stand still.`,
        todo: 'See that the encoder runs and reaches this server. If the show is over, end the event.',
    }];
}

/** @param {LiveEvent} event @param {LiveEvent | undefined} before @returns {Finding[]} */
function slow(event, before) {
    const stage = lately(event.publishedToSent, before?.publishedToSent);
    const p99 = quantile(stage, 0.99);
    const count = stage.counts.reduce((sum, some) => sum + some, 0);
    return count < kFew || p99 === undefined || p99 < kSlowToSend ? [] : [{
        level: 'warning', where: event.event,
        what: `Answers go out late: one in a hundred ${latency(p99)} or more after its part was there.`,
        todo: 'The machine is short of processor time, or the network of room: see the server’s figures.',
    }];
}
