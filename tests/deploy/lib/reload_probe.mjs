// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { readVersion } from '../../../resources/demo/lib/crowd/playlist_versions.mjs';

/** @typedef {import('../../../resources/demo/lib/crowd/http_connection.mjs').HttpConnection} HttpConnection */
/** @typedef {import('./http2_connection.mjs').Http2Connection} Http2Connection */

const kHeldMs = 20; // answered sooner: the part was there already, nobody has waited

/**
 * @typedef {object} ReloadPath
 * @property {HttpConnection} origin
 * @property {HttpConnection | Http2Connection} front what stands in front of it
 * @property {string} playlist path
 * @property {string} [encoding] Accept-Encoding; absent: gzip
 * @property {number} [lateMs] the front is asked so much later: behind all others who wait there, whom it answers first;
 *   absent: at the same time
 */

/**
 * Asks the origin and what stands in front of it for the same version at the same time, and compares when the answers of
 * held requests come.
 * @param {ReloadPath} path
 * @param {number} count of held requests
 * @returns {Promise<number[]>} milliseconds by which each came later through the front
 */
export async function addedLatencies({ origin, front, playlist, encoding = 'gzip', lateMs = 0 }, count) {
    let { next } = readVersion((await origin.get(playlist)).body);
    /** @type {number[]} */
    const added = [];
    while (added.length < count) {
        assert.ok(next, 'the playlist hints at no part');
        const url = `${playlist}?_HLS_msn=${next.msn}&_HLS_part=${next.part}`;
        const asked = performance.now();
        const [direct, through] = await Promise.all([origin.get(url), delay(lateMs).then(() => front.get(url, encoding))]);
        assert.deepEqual([direct.status, through.status], [200, 200], url);
        if (direct.at - asked > kHeldMs + lateMs) {
            added.push(through.at - direct.at);
        }
        next = readVersion(direct.body).next;
    }
    return added;
}
