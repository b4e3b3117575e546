// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runCrowd } from './crowd_process.mjs';

/** @typedef {import('./crowd.mjs').CrowdReport} CrowdReport */
/** @typedef {import('../varnish.mjs').EdgeCounts} EdgeCounts */

/**
 * @typedef {object} Collapse
 * @property {CrowdReport} crowd
 * @property {number} edgeRequests
 * @property {number} originRequests
 * @property {number} answers different ones that were asked for
 * @property {number} ratio of what an edge can spare the origin: 1 when it asks for each version and part once, 0 when it
 *   passes everything on
 */

/**
 * @param {CrowdReport} crowd
 * @param {EdgeCounts} before it came
 * @param {EdgeCounts} after it went
 * @param {Iterable<string>} others URLs that somebody else asked for meanwhile
 * @returns {Collapse}
 */
export function collapseOf(crowd, before, after, others = []) {
    const edgeRequests = after.edgeRequests - before.edgeRequests;
    const originRequests = after.originRequests - before.originRequests;
    const answers = new Set([...crowd.urls, ...others]).size;
    const ratio = (edgeRequests - originRequests) / (edgeRequests - answers);
    return { crowd, edgeRequests, originRequests, answers, ratio };
}

/**
 * Sends a crowd to an edge.
 * @param {import('../varnish.mjs').Varnish} edge
 * @param {import('./crowd_process.mjs').CrowdOptions} options
 * @param {NodeJS.ProcessEnv} env
 * @param {Iterable<string>} [others] URLs of whoever else is there: read when the crowd has gone
 * @returns {Promise<Collapse>}
 */
export async function measureCollapse(edge, options, env, others = []) {
    const before = await edge.counts();
    const crowd = await runCrowd(options, env);
    return collapseOf(crowd, before, await edge.counts(), others);
}
