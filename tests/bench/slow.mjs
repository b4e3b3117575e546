// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// bench: slow       a viewer's latency among 2,000 slow readers, heads and bodies (2 minutes; two cores)
import { mkdirSync } from 'node:fs';

import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { median } from '../../resources/demo/lib/statistics.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Bench } from './lib/bench.mjs';
import { requireTwoCores } from './lib/origin/cores.mjs';
import { generate } from './lib/origin/generator.mjs';
import { OriginServer } from './lib/origin/origin_server.mjs';
import { SlowClients } from './lib/origin/slow_clients.mjs';

/** @typedef {import('./lib/figures.mjs').Figure} Figure */

const kLogs = `${kRoot}build/bench`;
const kSlow = 2000;
const kRounds = 5;
const kNormal = { viewers: 50, seconds: 6, track: 'v:video:20000' };
const kSlowSeconds = 12; // of a round, so that they are there while a viewer is measured, and gone for the next

const bench = new Bench();
const { say, endings } = bench;
let events = 0;

/**
 * Viewers at the live edge: from a part's publishing to the whole playlist with it.
 * @param {OriginServer} server
 * @param {Workspace} workspace
 * @returns {Promise<{p99: number, errors: number}>} ms
 */
async function watch(server, workspace) {
    const event = `normal${++events}`;
    const keys = workspace.write(`${event}.keys`, await server.createEvent(event));
    const { playlistMs, errors } = await generate('viewers', server, { keys, ...kNormal });
    return { p99: playlistMs.p99, errors };
}

/**
 * @param {OriginServer} server
 * @param {Workspace} workspace
 * @param {SlowClients} slow
 */
async function round(server, workspace, slow) {
    const alone = await watch(server, workspace);
    const crowd = await slow.come(kSlow, kSlowSeconds);
    const among = await watch(server, workspace);
    await crowd.ended;
    say('round', `p99 ${alone.p99.toFixed(1)} ms alone, ${among.p99.toFixed(1)} ms among ${kSlow} slow ones`);
    return { ratio: among.p99 / alone.p99, errors: alone.errors + among.errors };
}

/** @returns {Promise<Figure[]>} */
async function measure() {
    requireTwoCores();
    mkdirSync(kLogs, { recursive: true });
    const workspace = new Workspace();
    endings.defer(() => workspace.remove());
    const server = await OriginServer.create(workspace, `${kLogs}/slow-server.log`, say);
    endings.defer(() => server.stop());
    await server.start();
    const slow = new SlowClients(server, workspace);
    await slow.prepare();
    const rounds = [];
    while (rounds.length < kRounds) {
        rounds.push(await round(server, workspace, slow));
    }
    return [
        {
            name: `p99 of a viewer among ${kSlow} slow clients`,
            measured: median(rounds.map(({ ratio }) => ratio)), most: 2, unit: '×',
        },
        {
            name: 'requests of viewers that failed',
            measured: rounds.reduce((sum, { errors }) => sum + errors, 0), most: 0, unit: 'times',
        },
    ];
}

await bench.run(measure);
