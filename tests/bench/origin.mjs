// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// bench: origin     the LL-HLS origin against nginx, 10,000 held viewers, ingest (4 minutes, TALLY_LONG=1: 23; two cores)
import { mkdirSync } from 'node:fs';

import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Bench } from './lib/bench.mjs';
import { requireTwoCores } from './lib/origin/cores.mjs';
import { crossCheck } from './lib/origin/cross_check.mjs';
import { compare, copyToNginx, publishFetches } from './lib/origin/fetches.mjs';
import { measureIngest } from './lib/origin/ingest.mjs';
import { Nginx } from './lib/origin/nginx.mjs';
import { OriginServer } from './lib/origin/origin_server.mjs';
import { Viewers } from './lib/origin/viewers.mjs';

/** @typedef {import('./lib/figures.mjs').Figure} Figure */

const kLogs = `${kRoot}build/bench`;

const bench = new Bench();
const { say, endings } = bench;

/** @param {Workspace} workspace */
async function startServer(workspace) {
    const server = await OriginServer.create(workspace, `${kLogs}/origin-server.log`, say);
    endings.defer(() => server.stop());
    await server.start();
    return server;
}

/**
 * @param {OriginServer} server
 * @param {Workspace} workspace
 * @returns {Promise<Figure[]>}
 */
async function measureViewers(server, workspace) {
    const viewers = new Viewers(server, workspace, say);
    return [...await viewers.held(), ...await viewers.cost(), ...await viewers.readable()];
}

/**
 * @param {OriginServer} server
 * @param {Workspace} workspace
 */
async function measureFetches(server, workspace) {
    const fetches = await publishFetches(server, workspace);
    const nginx = await Nginx.create(workspace, `${kLogs}/origin-nginx.log`, say);
    endings.defer(() => nginx.stop());
    await copyToNginx(server, nginx, fetches);
    await nginx.start();
    /** @type {Figure[]} */
    const figures = [];
    for (const what of fetches) {
        figures.push(await compare(server, nginx, what, say));
    }
    await crossCheck(server, nginx, fetches[0], say);
    return figures;
}

/** @returns {Promise<Figure[]>} */
async function measure() {
    requireTwoCores();
    mkdirSync(kLogs, { recursive: true });
    const workspace = new Workspace();
    endings.defer(() => workspace.remove());
    const server = await startServer(workspace);
    const viewers = await measureViewers(server, workspace); // first: of a fresh server
    const fetches = await measureFetches(server, workspace);
    const ingest = await measureIngest(server, workspace);
    const falls = { name: 'falls of the server meanwhile', measured: server.restarts, most: 0, unit: 'times' };
    return [...fetches, ...viewers, ...ingest, falls];
}

await bench.run(measure);
