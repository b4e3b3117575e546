// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Failure } from '../../../../resources/demo/lib/failure.mjs';
import { median } from '../../../../resources/demo/lib/statistics.mjs';
import { generate } from './generator.mjs';
import { rawGet } from './raw_get.mjs';

/** @typedef {import('../figures.mjs').Figure} Figure */
/** @typedef {import('./generator.mjs').Target} Target */
/** @typedef {import('./origin_server.mjs').OriginServer} OriginServer */
/** @typedef {{name: string, path: string}} Fetch */

const kRounds = 5;
const kRoundSeconds = 2;
export const kConnections = 64;

const kMedia = { event: 'fetches', seconds: 10, tracks: ['part:video:100000', 'segment:video:230000'] }; // 1.15 MB a second
const kPlaylist = { event: 'playlist', seconds: 60, tracks: ['list:video:1000'] };

/**
 * Publishes what is fetched later, all at once.
 * @param {OriginServer} server
 * @param {import('../../../../resources/demo/lib/workspace.mjs').Workspace} workspace
 * @returns {Promise<Fetch[]>}
 */
export async function publishFetches(server, workspace) {
    for (const { event, seconds, tracks } of [kMedia, kPlaylist]) {
        const keys = workspace.write(`${event}.keys`, await server.createEvent(event));
        const report = await generate('publish', server, { keys, seconds, track: tracks }, ['--at-once']);
        if (report.errors > 0) {
            throw new Failure(`publishing failed: ${JSON.stringify(report.failures)}`);
        }
    }
    return [
        { name: 'part, 100 kB', path: await lastOf(server, 'part', /^#EXT-X-PART:.*\bURI="([^"]+)"/gm) },
        { name: 'segment, 1.15 MB', path: await lastOf(server, 'segment', /^(?!#)(.+)$/gm) },
        { name: 'playlist, gzip', path: `/live/${kPlaylist.event}/list/index.m3u8` },
    ];
}

/**
 * @param {OriginServer} server
 * @param {string} track
 * @param {RegExp} uri in the track's playlist
 * @returns {Promise<string>} path of the last one
 */
async function lastOf(server, track, uri) {
    const base = new URL(`http://${server.address}/live/${kMedia.event}/${track}/index.m3u8`);
    const playlist = await (await fetch(base)).text();
    const found = [...playlist.matchAll(uri)].pop()?.[1];
    if (!found) {
        throw new Failure(`the playlist of ${track} names none:\n${playlist}`);
    }
    return new URL(found, base).pathname;
}

/**
 * @param {OriginServer} server
 * @param {import('./nginx.mjs').Nginx} nginx not started yet
 * @param {Fetch[]} fetches
 */
export async function copyToNginx(server, nginx, fetches) {
    for (const { path } of fetches) {
        nginx.serve(path, await rawGet(server.address, path));
    }
}

/**
 * Requests per CPU-second of our server against those of nginx, in rounds that alternate.
 * @param {Target} server
 * @param {Target} nginx
 * @param {Fetch} what
 * @param {import('../../../../resources/demo/lib/say.mjs').Say} say
 * @returns {Promise<Figure>}
 */
export async function compare(server, nginx, { name, path }, say) {
    const rounds = [];
    for (let round = 0; round < kRounds; ++round) {
        const ours = await fetchFor(server, path);
        const theirs = await fetchFor(nginx, path);
        rounds.push({ ours, theirs, ratio: ours / theirs });
    }
    say('fetch', `${name}: ${rounds.map(({ ours, theirs }) => `${ours.toFixed(0)} : ${theirs.toFixed(0)}`).join(', ')} ` +
        'a CPU-second, tallylightd : nginx');
    return { name: `${name}, against nginx`, measured: median(rounds.map(({ ratio }) => ratio)), least: 1, unit: '×' };
}

/**
 * @param {Target} target
 * @param {string} path
 * @returns {Promise<number>} requests per CPU-second
 */
async function fetchFor(target, path) {
    const report = await generate('get', target, { path, seconds: kRoundSeconds, connections: kConnections });
    if (report.errors > 0) {
        throw new Failure(`fetching ${path} of ${target.address} failed: ${JSON.stringify(report.failures)}`);
    }
    return report.requestsPerServerCpuSecond;
}
