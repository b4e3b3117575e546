// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';

import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { generate } from '../bench/lib/origin/generator.mjs';
import { OriginServer } from '../bench/lib/origin/origin_server.mjs';

const kLong = Boolean(process.env.TALLY_LONG);
// TALLY_SECONDS: any other time, for who looks for a leak.
const kSeconds = Number(process.env.TALLY_SECONDS ?? (kLong ? 1200 : 20));
const kHeld = { viewers: kLong ? 10_000 : 2000, period: 1.5, track: 'v:video:1000', seconds: kSeconds };
// A window in memory and a playlist grow until they have the length they keep: of the run, its first quarter.
const kSettled = 0.25;
const kMostGrowth = 0.02;
const kMostKib = 1024; // of a small server 2 % are less than a thread's arena

test(`memory is flat over ${kSeconds} s with ${kHeld.viewers} held viewers`, async (context) => {
    const endings = new Endings();
    try {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        mkdirSync(`${kRoot}build/faults`, { recursive: true });
        const server = await OriginServer.create(workspace, `${kRoot}build/faults/memory.log`,
            sayTo(process.stderr, performance.now()));
        endings.defer(() => server.stop());
        await server.start();
        const keys = workspace.write('held.keys', await server.createEvent('held'));
        const { errors, failures, serverResidentKib: kib } = await generate('held', server, { keys, ...kHeld });
        assert.equal(errors, 0, JSON.stringify(failures));
        const [settled, last] = [kib[Math.floor(kib.length * kSettled)], kib[kib.length - 1]];
        context.diagnostic(`${settled} KiB when settled, ${last} KiB at the end, of ${kib.length} looks`);
        assert.ok(last - settled <= Math.max(kMostKib, kMostGrowth * settled), kib.join(' '));
    } finally {
        await endings.run((error) => { throw error; });
    }
});
