// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:net';

import { Failure } from './failure.mjs';

/**
 * Listens on a port of loopback for a moment; 0 is any free one.
 * @param {number} port
 * @returns {Promise<number>} the port
 */
async function tryPort(port) {
    const probe = createServer();
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    probe.close();
    await once(probe, 'close');
    return typeof address === 'object' && address ? address.port : port;
}

export function freePort() {
    return tryPort(0);
}

/**
 * The port a person asked for.
 * @param {number} port
 * @throws {Failure} when another program has it, or this user may not use it
 */
export async function wantedPort(port) {
    try {
        return await tryPort(port);
    } catch (error) {
        const code = /** @type {NodeJS.ErrnoException} */ (error).code;
        const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
        throw new Failure(`port ${port} ${why}; give another one with --port, or none for a free one`);
    }
}
