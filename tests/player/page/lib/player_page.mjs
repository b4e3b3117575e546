// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { waitFor } from '../../../../resources/demo/lib/wait.mjs';
import { kEvent } from './cues.mjs';

const kPatienceMs = 10_000;

/** The player page in a tab, as a person has it. */
export class PlayerPage {
    /** @type {string[]} what the page said on its console */
    said = [];
    /** @type {string[]} errors of scripts and of the Content-Security-Policy */
    complaints = [];
    /** @type {string[]} phases of cues, as they changed */
    phases = [];

    /** @param {Awaited<ReturnType<import('../../../../resources/demo/lib/browser.mjs').BrowserContext['newPage']>>} page */
    constructor(page) {
        this.page = page;
        this.player = page.locator('tally-player');
        page.on('pageerror', (error) => this.complaints.push(error.message));
        page.on('console', (message) => this.said.push(message.text()));
    }

    /**
     * @param {import('../../../../resources/demo/lib/browser.mjs').BrowserContext} browser
     * @param {import('./fixture_server.mjs').FixtureServer} server
     * @param {() => void} [before] runs in the page before its own scripts
     */
    static async open(browser, server, before) {
        const opened = new PlayerPage(await browser.newPage());
        await opened.page.exposeFunction('notePhase', (/** @type {string} */ phase) => opened.phases.push(phase));
        if (before) {
            await opened.page.addInitScript(before);
        }
        await opened.page.goto(`${server.url}/watch/${kEvent}`);
        await opened.page.evaluate(() => {
            const player = /** @type {HTMLElement} */ (document.querySelector('tally-player'));
            const note = () => /** @type {any} */ (window).notePhase(player.dataset.cuePhase ?? '');
            new MutationObserver(note).observe(player, { attributeFilter: ['data-cue-phase'] });
        });
        return opened;
    }

    /**
     * @param {string} what
     * @param {(page: PlayerPage) => any} fact
     * @param {number} [milliseconds]
     */
    until(what, fact, milliseconds = kPatienceMs) {
        return waitFor(what, milliseconds, () => fact(this));
    }

    /** @param {string} name of a data attribute @param {string} value */
    async is(name, value) {
        return (await this.player.getAttribute(`data-${name}`)) === value;
    }

    /** @param {string} phase */
    comesTo(phase) {
        return this.until(`the cue is ${phase}`, (page) => page.is('cue-phase', phase));
    }

    /** Where the programme is, fractions of the player. */
    async content() {
        const [player, video] = await Promise.all([this.player.boundingBox(), this.page.locator('video').boundingBox()]);
        if (!player || !video) {
            throw new Error('there is no player on the page');
        }
        return {
            x: (video.x - player.x) / player.width, y: (video.y - player.y) / player.height,
            width: video.width / player.width, height: video.height / player.height,
        };
    }

    /** Seconds that the media has gone on. */
    async mediaTime() {
        return this.page.locator('video').evaluate((video) => /** @type {HTMLVideoElement} */ (video).currentTime);
    }

    /** Of the picture on the screen, milliseconds; the page says its latency a few times a second. */
    async programmeTime() {
        await this.player.evaluate((player) => new Promise((resolve) => {
            new MutationObserver(resolve).observe(player, { attributeFilter: ['data-latency-ms'] });
        }));
        return Date.now() - Number(await this.player.getAttribute('data-latency-ms'));
    }

    /** As when a tab is closed. */
    async leave() {
        await this.page.goto('about:blank');
        await this.page.close();
    }
}
