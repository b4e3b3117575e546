// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { waitFor } from '../../../resources/demo/lib/wait.mjs';

/** @typedef {ReturnType<import('../../../resources/demo/lib/browser.mjs').BrowserContext['pages']>[number]} Page */
/** @typedef {{frames: number, latencySeconds: number, errors: string[]}} Played latency: behind the end of what is listed */

/** How each player is started, in the page, with its own defaults but for low latency. */
export const kPlayers = { hls: startHls, shaka: startShaka };

const kFirstFrameMs = 15_000;

/**
 * Plays a show in a stock player.
 * @param {Page} page on the page of PageServer
 * @param {keyof typeof kPlayers} player
 * @param {string} url of the multivariant playlist
 * @param {number} seconds from the first frame on
 * @returns {Promise<Played>}
 */
export async function play(page, player, url, seconds) {
    await page.evaluate(installWatch);
    await page.evaluate(kPlayers[player], url);
    await waitFor(`${player} shows a picture`, kFirstFrameMs, async () => (await takeWatch(page)).frames > 0);
    const before = await takeWatch(page);
    await delay(seconds * 1000);
    const after = await takeWatch(page);
    return { ...after, frames: after.frames - before.frames };
}

/**
 * @param {Page} page
 * @returns {Promise<Played>}
 */
function takeWatch(page) {
    return page.evaluate(() => {
        const watch = /** @type {any} */ (window).tallyWatch;
        return { frames: watch.frames, latencySeconds: watch.latency(), errors: watch.errors };
    });
}

/** Runs in the page. Counts presented frames and notes what goes wrong. */
function installWatch() {
    const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
    const watch = { frames: 0, errors: /** @type {string[]} */ ([]), latency: () => NaN };
    const note = () => {
        watch.frames += 1;
        video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    video.addEventListener('error', () => watch.errors.push(`video: ${video.error?.message}`));
    Object.assign(window, { tallyWatch: watch });
}

/**
 * Runs in the page.
 * @param {string} url
 */
function startHls(url) {
    const { Hls, tallyWatch } = /** @type {any} */ (window);
    const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
    const hls = new Hls({ lowLatencyMode: true });
    hls.on(Hls.Events.ERROR, (/** @type {string} */ _event, /** @type {any} */ data) => (
        tallyWatch.errors.push(`${data.type} ${data.details}${data.fatal ? ', fatal' : ''}`)));
    tallyWatch.latency = () => hls.latency;
    hls.loadSource(url);
    hls.attachMedia(video);
    return video.play();
}

/**
 * Runs in the page.
 * @param {string} url
 */
async function startShaka(url) {
    const { shaka, tallyWatch } = /** @type {any} */ (window);
    const video = /** @type {HTMLVideoElement} */ (document.querySelector('video'));
    const player = new shaka.Player();
    await player.attach(video);
    player.configure({ streaming: { lowLatencyMode: true } });
    player.addEventListener('error',
        (/** @type {any} */ { detail }) => tallyWatch.errors.push(`shaka ${detail.code} ${detail.message}`));
    tallyWatch.latency = () => (Date.now() - player.getPlayheadTimeAsDate()) / 1000;
    await player.load(url);
    await video.play();
}
