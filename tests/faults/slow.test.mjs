// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { generate } from '../bench/lib/origin/generator.mjs';
import { OriginServer } from '../bench/lib/origin/origin_server.mjs';
import { SlowClients } from '../bench/lib/origin/slow_clients.mjs';

const kSlow = process.env.TALLY_LONG ? 2000 : 200;
const kSlowSeconds = 40; // if they may: the server bears them for 20 s
const kCutMs = 35_000; // on a busy machine; while they would still stay
const kNormal = { viewers: 20, seconds: 15, track: 'v:video:20000' };
const kOurs = 2; // connections of the test itself, which asks for the metrics
const kKibASlowOne = 64;
const kKibAtAll = 16 * 1024;

// What it costs a normal client in time, ./tally bench slow measures.
describe(`${kSlow} clients that read, or send heads and bodies, at some bytes a second`, () => {
    const endings = new Endings();
    /** @type {OriginServer} */ let server;
    /** @type {import('../bench/lib/origin/slow_clients.mjs').SlowCrowd} */ let crowd;
    /** @type {string} */ let keys;
    let cameAt = 0;

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        mkdirSync(`${kRoot}build/faults`, { recursive: true });
        server = await OriginServer.create(workspace, `${kRoot}build/faults/slow.log`,
            sayTo(process.stderr, performance.now()));
        endings.defer(() => server.stop());
        await server.start();
        keys = workspace.write('normal.keys', await server.createEvent('normal'));
        const slow = new SlowClients(server, workspace);
        await slow.prepare();
        cameAt = performance.now();
        crowd = await slow.come(kSlow, kSlowSeconds);
    });

    after(() => endings.run((error) => { throw error; }));

    test('a normal viewer meanwhile gets everything', async () => {
        const report = await generate('viewers', server, { keys, ...kNormal });
        assert.equal(report.errors, 0, JSON.stringify(report.failures));
        assert.ok(report.parts > 0.9 * report.published * kNormal.viewers, `${report.parts} parts`);
    });

    test('they are cut', async () => {
        await waitFor('none of them is connected any more', cameAt + kCutMs - performance.now(),
            async () => await server.openConnections() <= kOurs);
    });

    test('the server\'s memory stays bounded', async (context) => {
        const [{ server: cost }] = await crowd.ended;
        const grown = cost.residentKibEnd - cost.residentKibBegin;
        context.diagnostic(`${grown} KiB more`);
        assert.ok(grown < kKibAtAll + kKibASlowOne * kSlow, `${grown} KiB more`);
        assert.equal(server.restarts, 0);
    });
});
