// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { generate } from './generator.mjs';

/** @typedef {import('../figures.mjs').Figure} Figure */

const kEvents = 50;
const kSeconds = 10;
const kTracks = ['v720:video:62500', 'v480:video:25000', 'a128:audio:3200']; // 2.5, 1 and 0.13 Mbit/s
const kPartMs = 200;

/**
 * 50 encoders at the same time, each with two video tracks and an audio track.
 * @param {import('./origin_server.mjs').OriginServer} server
 * @param {import('../../../../resources/demo/lib/workspace.mjs').Workspace} workspace
 * @returns {Promise<Figure[]>}
 */
export async function measureIngest(server, workspace) {
    let lines = '';
    for (let i = 0; i < kEvents; ++i) {
        lines += await server.createEvent(`ingest${i}`);
    }
    const keys = workspace.write('ingest.keys', lines);
    const report = await generate('publish', server, { keys, seconds: kSeconds, track: kTracks });
    const share = report.server.cpuSeconds / report.seconds;
    const name = 'ingest, 50 events × 3 tracks';
    return [
        { name: `${name}: of a core`, measured: 100 * share, most: 60, unit: '%' },
        { name: `${name}: chunks taken`, measured: 100 * report.acknowledgedShare, least: 100, unit: '%' },
        // The next part is due then: who is later does not keep up.
        { name: `${name}: acknowledged, p99`, measured: report.acknowledgedMs.p99, most: kPartMs, unit: 'ms' },
    ];
}
