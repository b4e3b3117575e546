// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// bench: edge       collapse ratio and added latency of Varnish and nginx with 1,000 viewers (about a minute)
import { measureCollapse } from '../../resources/demo/lib/crowd/collapse.mjs';
import { Nginx } from '../../resources/demo/lib/nginx.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { median, quantile } from '../../resources/demo/lib/statistics.mjs';
import { Http2Connection } from '../deploy/lib/http2_connection.mjs';
import { kTrack } from '../deploy/lib/live_origin.mjs';
import { kPartSeconds } from '../deploy/lib/publisher.mjs';
import { addedLatencies } from '../deploy/lib/reload_probe.mjs';
import { Stage } from '../deploy/lib/stage.mjs';
import { Bench } from './lib/bench.mjs';

/** @typedef {import('./lib/figures.mjs').Figure} Figure */
/** @typedef {import('../deploy/lib/http2_connection.mjs').Http2Connection | import('../../resources/demo/lib/crowd/http_connection.mjs').HttpConnection} Connection */

const kViewers = 1000;
const kSeconds = 12;
const kHeld = 30;
const kLateMs = 150; // when the crowd waits already
const kMostAddedMs = 10;
const kMostToLastMs = 40; // a thousand answers on a core or two that are shared with those who get them

const bench = new Bench();
const { say, endings } = bench;

/**
 * @param {Stage} stage
 * @param {Connection} front
 * @param {number} [lateMs]
 */
async function added(stage, front, lateMs) {
    const origin = await stage.connectOrigin();
    const latencies = await addedLatencies({ origin, front, playlist: stage.playlist, lateMs }, kHeld);
    origin.close();
    return latencies;
}

/**
 * @param {string} name
 * @param {number[]} latencies
 * @param {number} most milliseconds, of the median
 * @returns {Figure[]}
 */
function latencyFigures(name, latencies, most) {
    return [
        { name: `${name}: adds, median`, measured: median(latencies), most, unit: 'ms' },
        { name: `${name}: adds, p95`, measured: quantile(latencies, 0.95), most: 2 * most, unit: 'ms' },
    ];
}

/** @param {Stage} stage @returns {Promise<Figure[]>} */
async function crowded(stage) {
    const edge = await stage.connectEdge();
    const url = stage.varnish.url + stage.event.path;
    const options = { url, tracks: [kTrack], viewers: kViewers, seconds: kSeconds };
    const [{ ratio, crowd, edgeRequests, originRequests, answers }, latencies] = await Promise.all([
        measureCollapse(stage.varnish, options, stage.env), added(stage, edge, kLateMs)]);
    edge.close();
    say('crowd', `${edgeRequests} requests at the edge, ${originRequests} at the origin, for ${answers} answers`);
    return [
        { name: 'collapse ratio', measured: ratio, least: 0.99, unit: '' },
        { name: 'viewers who gave up', measured: crowd.errors, most: 0, unit: '' },
        // A crowd that cannot keep up finds all in the cache and proves little.
        { name: 'requests of what a live viewer sends', least: 0.9, unit: '',
            measured: crowd.requests / (kViewers * kSeconds * 2 / kPartSeconds) },
        ...latencyFigures(`Varnish, last of ${kViewers} held`, latencies, kMostToLastMs),
    ];
}

/** @param {Stage} stage @param {string} name @param {Connection} front */
async function alone(stage, name, front) {
    const latencies = await added(stage, front);
    front.close();
    return latencyFigures(name, latencies, kMostAddedMs);
}

/** @returns {Promise<Figure[]>} */
async function measure() {
    const stage = await Stage.open(endings, `${kRoot}build/bench`, say);
    const nginx = await Nginx.create(stage.surroundings, { server: stage.live.origin.port, edge: stage.varnish.port });
    endings.defer(() => nginx.stop());
    await nginx.start();
    return [
        ...await alone(stage, 'Varnish', await stage.connectEdge()),
        ...await alone(stage, 'nginx, HTTP/2, and Varnish', await Http2Connection.open(nginx.secureUrl)),
        ...await crowded(stage),
    ];
}

await bench.run(measure);
