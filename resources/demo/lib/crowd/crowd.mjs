// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// Viewers of an event at one address, in a process of their own: node crowd.mjs URL VIEWERS SECONDS TRACK…
// URL is that of the event: http://127.0.0.1:6081/live/demo. Prints a CrowdReport as JSON.
import { setTimeout as delay } from 'node:timers/promises';

import { CrowdViewer } from './crowd_viewer.mjs';
import { PlaylistVersions } from './playlist_versions.mjs';

/** @typedef {{requests: number, bytes: number, errors: number, urls: Set<string>}} Tally errors: viewers who gave up */
/**
 * @typedef {object} CrowdReport
 * @property {number} requests that were answered
 * @property {string[]} urls asked for, each once: versions of playlists and parts
 * @property {number} bytes of bodies
 * @property {number} errors viewers who gave up
 */

const kComingMs = 1000; // they do not all come at once

const [url, viewers, seconds, ...tracks] = process.argv.slice(2);
const event = new URL(url);
/** @type {Tally} */
const tally = { requests: 0, bytes: 0, errors: 0, urls: new Set() };
const versions = new PlaylistVersions();
const crowd = Array.from({ length: Number(viewers) }, (_, index) => (
    new CrowdViewer(`${event.pathname}/${tracks[index % tracks.length]}`, versions, tally)));

const watching = crowd.map(async (viewer, index) => {
    await delay(kComingMs * index / crowd.length);
    await viewer.watch(event);
});
await delay(kComingMs + 1000 * Number(seconds));
crowd.forEach((viewer) => viewer.stop());
await Promise.all(watching);
/** @type {CrowdReport} */
const report = { requests: tally.requests, urls: [...tally.urls], bytes: tally.bytes, errors: tally.errors };
process.stdout.write(JSON.stringify(report));
