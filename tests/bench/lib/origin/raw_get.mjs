// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { get } from 'node:http';

import { Failure } from '../../../../resources/demo/lib/failure.mjs';

/**
 * The bytes of a body as they went over the wire: packed, where the server packs.
 * @param {string} address
 * @param {string} path
 * @returns {Promise<Buffer>}
 */
export function rawGet(address, path) {
    return new Promise((resolve, reject) => {
        const request = get(`http://${address}${path}`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
            /** @type {Buffer[]} */
            const pieces = [];
            response.on('data', (piece) => pieces.push(piece));
            response.on('end', () => (response.statusCode === 200
                ? resolve(Buffer.concat(pieces))
                : reject(new Failure(`${path} was answered ${response.statusCode}`))));
            response.on('error', reject);
        });
        request.on('error', reject);
    });
}
