// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';

import { DemoProcess } from './lib/demo_process.mjs';

const kOnAir = /Ctrl-C ends it/;
const kOnAirMs = 60_000;
const kLong = Boolean(process.env.TALLY_LONG);

test('Ctrl-C ends the demo in order', async () => {
    const demo = new DemoProcess();
    await demo.says(kOnAir, kOnAirMs);
    demo.pressControlC();
    assert.equal(await demo.ended(), 0, demo.output);
    assert.match(demo.output, /fired 0, shown 0, complete 0/);
    await demo.leavesNothing();
});

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    test(`${signal} ends the demo in order`, { skip: !kLong }, async () => {
        const demo = new DemoProcess();
        await demo.says(kOnAir, kOnAirMs);
        demo.kill(signal);
        assert.equal(await demo.ended(), 0, demo.output);
        await demo.leavesNothing();
    });
}

test('kill -9 of the demo on air leaves nothing behind', async () => {
    const demo = new DemoProcess();
    await demo.says(kOnAir, kOnAirMs);
    demo.kill('SIGKILL');
    await demo.ended();
    await demo.leavesNothing();
});

test('kill -9 of the demo with an edge leaves nothing behind', async () => {
    const demo = new DemoProcess('--edge');
    await demo.says(kOnAir, kOnAirMs);
    demo.kill('SIGKILL');
    await demo.ended();
    await demo.leavesNothing();
});

test('Ctrl-C ends the demo with an edge in order', { skip: !kLong }, async () => {
    const demo = new DemoProcess('--edge');
    await demo.says(kOnAir, kOnAirMs);
    demo.pressControlC();
    assert.equal(await demo.ended(), 0, demo.output);
    await demo.leavesNothing();
});

test('kill -9 of the demo while it starts leaves nothing behind', async () => {
    const demo = new DemoProcess();
    await demo.says(/server {4}http/, kOnAirMs);
    demo.kill('SIGKILL');
    await demo.ended();
    await demo.leavesNothing();
});

test('a taken port is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
    const demo = new DemoProcess('--port', String(port));
    assert.equal(await demo.ended(), 1);
    assert.match(demo.output, new RegExp(`port ${port} is taken by another program`));
    assert.doesNotMatch(demo.output, /\bat .*\.mjs/); // no stack trace
    other.close();
    await once(other, 'close');
    await demo.leavesNothing();
});
