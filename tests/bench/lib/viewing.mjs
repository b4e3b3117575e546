// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { judge } from '../../../resources/demo/lib/frames.mjs';
import { Viewer } from '../../../resources/demo/lib/viewer.mjs';
import { waitFor } from '../../../resources/demo/lib/wait.mjs';

/** @typedef {import('../../../resources/demo/lib/show.mjs').Show} Show */

const kStartMs = 20_000;
const kSettleMs = 5000; // the player finds its distance to the live edge
const kAdMs = 40_000;
const kRowMs = 20_000;

/**
 * One viewing of the page, from a fresh load, while the clock is on air.
 * @param {import('../../../resources/demo/lib/browser.mjs').BrowserContext} browser
 * @param {Show} show
 * @param {number} milliseconds
 */
export async function watch(browser, show, milliseconds) {
    const viewer = await Viewer.open(browser, show.watchUrl);
    await viewer.moves(1, kStartMs);
    await delay(kSettleMs);
    await viewer.takeFrames();
    await delay(milliseconds);
    return judge(await viewer.takeFrames());
}

/**
 * Fires an ad and waits for its last row.
 * @param {import('../../../resources/demo/lib/browser.mjs').BrowserContext} browser
 * @param {Show} show
 * @returns {Promise<number>} seconds from the ad's end on the page to its row "complete" in Postgres; 0 when the row was first
 */
export async function secondsToCompleteRow(browser, show) {
    const viewer = await Viewer.open(browser, show.watchUrl);
    await viewer.moves(1, kStartMs);
    await show.fire();
    await viewer.adShows(kAdMs);
    const row = waitFor('the row "complete"', kAdMs + kRowMs, async () => (await show.report()).complete >= 1)
        .then(() => Date.now());
    await viewer.adIsOver(kAdMs);
    const [end] = (await viewer.phases()).slice(-1);
    return Math.max(0, (await row) - end.at) / 1000;
}
