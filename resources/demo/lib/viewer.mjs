// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kPageSize } from './browser.mjs';
import { installProbe } from './page_probe.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./page_probe.mjs').PageProbe} PageProbe */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect CSS pixels */

const kPhoneSize = { width: 390, height: 844 };
const kAdPhases = ['entering', 'showing', 'leaving'];

/** A viewer of the real player page, seen from outside: presented frames, the DOM, screenshots. */
export class Viewer {
    /** @type {string[]} what the page complained about: errors of scripts and of the Content-Security-Policy */
    complaints = [];

    /** @type {Set<string>} what the page has asked for: path and query */
    asked = new Set();

    /** @param {import('playwright-core').Page} page */
    constructor(page) {
        this.page = page;
        page.on('request', (request) => {
            const { pathname, search } = new URL(request.url());
            this.asked.add(pathname + search);
        });
        page.on('pageerror', (error) => this.complaints.push(error.message));
        page.on('console', (message) => {
            if (message.type() === 'error') {
                this.complaints.push(message.text());
            }
        });
    }

    /**
     * @param {import('playwright-core').BrowserContext} browser
     * @param {string} url
     */
    static async open(browser, url) {
        const viewer = new Viewer(browser.pages()[0] ?? await browser.newPage());
        await viewer.page.goto(url);
        await viewer.page.locator('tally-player video').first().waitFor({ state: 'attached' });
        await viewer.page.evaluate(installProbe);
        return viewer;
    }

    /** @returns {Promise<import('./frames.mjs').Watched>} since the last call */
    takeFrames() {
        return this.page.evaluate(() => /** @type {any} */ (window).tallyProbe.takeFrames());
    }

    /** @returns {Promise<import('./page_probe.mjs').PhaseChange[]>} */
    phases() {
        return this.page.evaluate(() => /** @type {any} */ (window).tallyProbe.phases);
    }

    /**
     * Frames since the last call, and further ones until there are `count`.
     * @param {number} count
     * @param {number} milliseconds
     * @returns {Promise<import('./frames.mjs').Watched>}
     */
    async watch(count, milliseconds) {
        const watched = await this.takeFrames();
        await waitFor('the picture moves in the page', milliseconds, async () => {
            const { frames, endMs } = await this.takeFrames();
            watched.frames.push(...frames);
            watched.endMs = endMs;
            return watched.frames.length >= count;
        });
        return watched;
    }

    /**
     * Resolves when the picture moves: `count` frames from now on.
     * @param {number} count
     * @param {number} milliseconds
     */
    async moves(count, milliseconds) {
        await this.takeFrames();
        await this.watch(count, milliseconds);
    }

    /** @param {number} milliseconds */
    async adShows(milliseconds) {
        await waitFor('the ad is on the page', milliseconds, async () => (await this.#phase()) === 'showing');
    }

    /** @param {number} milliseconds */
    async adIsOver(milliseconds) {
        await waitFor('the ad is over', milliseconds, async () => !kAdPhases.includes(await this.#phase()));
    }

    async #phase() {
        return (await this.page.locator('tally-player').getAttribute('data-cue-phase')) ?? '';
    }

    /** @returns {Promise<Rect>} where the picture is on the page, without black bars */
    async pictureRect() {
        const box = await this.page.locator('tally-player video').first().boundingBox();
        const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
        const scale = Math.min(width / 16, height / 9);
        return {
            x: x + (width - 16 * scale) / 2, y: y + (height - 9 * scale) / 2, width: 16 * scale, height: 9 * scale,
        };
    }

    /**
     * @param {string} file
     * @returns {Promise<Buffer>} PNG
     */
    photograph(file) {
        return this.page.screenshot({ path: file });
    }

    /**
     * With the controls, as whoever moves the mouse sees them.
     * @param {string} file
     */
    async photographControls(file) {
        const { x, y, width, height } = await this.pictureRect();
        await this.page.mouse.move(x + width / 2, y + height / 3);
        await this.page.mouse.move(x + width / 2, y + height / 2);
        await this.moves(5, 5000);
        await this.photograph(file);
    }

    /** @param {string} file */
    async photographOnPhone(file) {
        await this.page.setViewportSize(kPhoneSize);
        await this.moves(5, 5000);
        await this.photographControls(file);
        await this.page.setViewportSize(kPageSize);
    }
}
