// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { measureCollapse } from './crowd/collapse.mjs';
import { kEvent } from './show.mjs';

const kViewers = 200;
const kSeconds = 8;
const kTracks = ['v720', 'v480', 'a128'];
const kLeastRatio = 0.99;

/**
 * Sends a crowd to the edge while the page plays, and notes how little of it comes through to the server.
 * @param {import('./edge.mjs').Edge} edge
 * @param {import('./checks.mjs').Checks} checks
 * @param {NodeJS.ProcessEnv} env
 */
export async function checkEdge({ varnish }, checks, env) {
    const { ratio, crowd, edgeRequests, originRequests } = await measureCollapse(varnish,
        { url: `${varnish.url}/live/${kEvent}`, tracks: kTracks, viewers: kViewers, seconds: kSeconds }, env);
    checks.note(ratio >= kLeastRatio && crowd.errors === 0, `edge: ${edgeRequests} requests of ${kViewers} viewers and the ` +
        `page, ${originRequests} at the server for ${crowd.distinct} playlists and parts, collapse ratio ${ratio.toFixed(4)}`);
}
