// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';

import { freePort, wantedPort } from '../../../resources/demo/lib/ports.mjs';

test('a free port can be had', async () => {
    const port = await freePort();
    assert.equal(await wantedPort(port), port);
});

test('a taken port is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
    await assert.rejects(wantedPort(port), new RegExp(`port ${port} is taken`));
    other.close();
});
