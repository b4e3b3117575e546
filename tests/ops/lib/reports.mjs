// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { History } from '../../../resources/ops/src/history.mjs';

/**
 * @typedef {import('../../../resources/ops/report.js').Report} Report
 * @typedef {import('../../../resources/ops/report.js').Server} Server
 * @typedef {import('../../../resources/ops/report.js').LiveEvent} LiveEvent
 * @typedef {import('../../../resources/ops/report.js').Track} Track
 */

const kBegin = Date.parse('2026-11-24T03:00:00Z');
const kNoTimes = { bounds: [0.01, 0.1, 1], counts: [0, 0, 0, 0], sumSeconds: 0 };

/** @param {Partial<Track>} [differences] @returns {Track} a track on air with which nothing is amiss */
export function track(differences = {}) {
    return {
        name: 'v720', kind: 'video', current: true, silent: false, notStored: false, viewers: 10, videoWidth: 1280, videoHeight: 720,
        sinceLastChunkSeconds: 0.1, chunks: 100, bytes: 1e6, segments: 20, windowSeconds: 20, partsOverTarget: 0,
        segmentsOverTarget: 0, keyFramesMissing: 0, partsLate: 0, jitterSeconds: 0.001, delaySeconds: 0.1, warnings: [],
        publishers: [{ name: '10.0.0.7', sinceSeconds: 0.1 }], ...differences,
    };
}

/** @param {Partial<LiveEvent>} [differences] @returns {LiveEvent} */
export function event(differences = {}) {
    return {
        event: 'cup', onAir: true, ended: false, sinceLastPartSeconds: 0.1, partTargetSeconds: 0.2, windowLimitSeconds: 7200,
        viewers: 10, held: 9, diskBytes: 1e6, playlistRequests: 100, mediaRequests: 100, bytesOut: 1e7, cacheable: 200, errors: 0,
        capturedToReceived: kNoTimes, receivedToPublished: kNoTimes, publishedToSent: kNoTimes, tracks: [track()], ...differences,
    };
}

/** @param {Partial<Server>} [differences] @returns {Server} */
export function server(differences = {}) {
    return {
        version: '1.0.0', startedAt: '2026-11-24T00:00:00Z', now: '2026-11-24T03:00:00Z', connections: 20, connectionLimit: 1000,
        webSockets: 5, connectionsRefused: 0, responses: 1000, clientErrors: 0, serverErrors: 0, bodyBytes: 1e7, cpuSeconds: 10,
        threads: 2, memoryBytes: 5e7, ...differences,
    };
}

/**
 * Reports that came ten seconds after each other.
 * @param {...{server?: Partial<Server>, events?: LiveEvent[]}} reports
 */
export function historyOf(...reports) {
    const history = new History();
    reports.forEach((report, index) => history.add({
        server: server({ now: new Date(kBegin + 10_000 * index).toISOString(), ...report.server }), events: report.events ?? [],
    }));
    return history;
}
