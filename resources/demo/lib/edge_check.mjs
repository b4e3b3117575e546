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
 * @param {import('./viewer.mjs').Viewer} viewer the page
 * @param {import('./checks.mjs').Checks} checks
 * @param {NodeJS.ProcessEnv} env
 */
export async function checkEdge({ varnish }, { asked }, checks, env) {
    asked.clear();
    const { ratio, crowd, edgeRequests, originRequests, answers } = await measureCollapse(varnish,
        { url: `${varnish.url}/live/${kEvent}`, tracks: kTracks, viewers: kViewers, seconds: kSeconds }, env, asked);
    checks.note(ratio >= kLeastRatio && crowd.errors === 0, `edge: ${edgeRequests} requests of ${kViewers} viewers and the ` +
        `page, ${originRequests} at the server for ${answers} playlists and parts, collapse ratio ${ratio.toFixed(4)}`);
}
