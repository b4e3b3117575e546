// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// bench: latency    glass to glass, smoothness, ad ledger, start, idle cost (3 × 60 s, about 6 minutes)
import { setTimeout as delay } from 'node:timers/promises';

import { launchBrowser } from '../../resources/demo/lib/browser.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { Show } from '../../resources/demo/lib/show.mjs';
import { median } from '../../resources/demo/lib/statistics.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Bench } from './lib/bench.mjs';
import { cpuShare, residentMebibytes } from './lib/process_cost.mjs';
import { secondsToAir } from './lib/start_time.mjs';
import { secondsToCompleteRow, watch } from './lib/viewing.mjs';

/** @typedef {import('./lib/figures.mjs').Figure} Figure */

const kRuns = 3;
const kRunMs = 60_000;
const kSettleMs = 10_000;
const kIdleMs = 20_000;

const bench = new Bench();
const { say, endings } = bench;

/** @param {Show} show @returns {Promise<Figure[]>} */
async function idleCost(show) {
    await delay(kSettleMs);
    const [server, engine] = [show.server.pid ?? 0, show.engine.pid ?? 0];
    return [
        { name: 'server CPU, no viewers', measured: 100 * await cpuShare(server, kIdleMs), most: 3, unit: '%' },
        { name: 'server RSS, no viewers', measured: residentMebibytes(server), most: 60, unit: 'MiB' },
        { name: 'engine RSS, no viewers', measured: residentMebibytes(engine), most: 400, unit: 'MiB' },
    ];
}

/**
 * @param {import('../../resources/demo/lib/browser.mjs').BrowserContext} browser
 * @param {Show} show
 * @returns {Promise<Figure[]>}
 */
async function latency(browser, show) {
    const pictures = [];
    for (let run = 1; run <= kRuns; ++run) {
        const picture = await watch(browser, show, kRunMs);
        say(`run ${run}`, `median ${picture.medianMs} ms, p95 ${picture.p95Ms} ms, longest gap ` +
            `${picture.longestGapMs.toFixed(0)} ms, ${picture.frames} frames`);
        pictures.push(picture);
    }
    return [
        { name: 'glass to glass, median', measured: median(pictures.map((p) => p.medianMs)) / 1000, most: 0.9, unit: 's' },
        { name: 'glass to glass, p95', measured: median(pictures.map((p) => p.p95Ms)) / 1000, most: 1, unit: 's' },
        { name: 'gaps over 200 ms', measured: median(pictures.map((p) => p.longGaps)), most: 0, unit: 'a run' },
    ];
}

/** @returns {Promise<Figure[]>} */
async function measure() {
    const start = { name: 'demo on air in the page', measured: await secondsToAir(), most: 10, unit: 's' };
    say('start', `${start.measured.toFixed(1)} s`);
    const workspace = new Workspace();
    endings.defer(() => workspace.remove());
    const show = await Show.create({ workspace, say, outFolder: `${kRoot}build/bench`, programme: 'clock' });
    endings.defer(() => show.stop());
    await show.start();
    const idle = await idleCost(show);
    const browser = await launchBrowser(workspace);
    endings.defer(() => browser.close());
    const seen = await latency(browser, show);
    const row = { name: 'ad\'s end to row "complete"', measured: await secondsToCompleteRow(browser, show), most: 3, unit: 's' };
    return [...seen, row, start, ...idle];
}

await bench.run(measure);
