// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { waitFor } from '../../../resources/demo/lib/wait.mjs';

const kPatienceMs = 20_000;

/** The page /ops in a tab, as a site engineer has it. */
export class OpsPage {
    /** @type {string[]} errors of scripts and of the Content-Security-Policy */
    complaints = [];
    /** @type {string[]} addresses that it asked for */
    asked = [];

    /**
     * @param {Awaited<ReturnType<import('../../../resources/demo/lib/browser.mjs').BrowserContext['newPage']>>} page
     * @param {string} url of the server
     */
    constructor(page, url) {
        this.page = page;
        this.url = url;
        page.on('pageerror', (error) => this.complaints.push(error.message));
        page.on('console', (message) => {
            if (/Content Security Policy/.test(message.text())) {
                this.complaints.push(message.text());
            }
        });
        page.on('request', (request) => this.asked.push(request.url()));
    }

    /**
     * @param {import('../../../resources/demo/lib/browser.mjs').BrowserContext} browser
     * @param {string} url
     */
    static async open(browser, url) {
        const opened = new OpsPage(await browser.newPage(), url);
        await opened.page.goto(`${url}/ops`);
        return opened;
    }

    /** @param {string} token */
    async signIn(token) {
        await this.page.getByLabel('Admin token').fill(token);
        await this.page.getByRole('button', { name: 'Show' }).click();
    }

    /** @param {string} selector @param {RegExp} pattern */
    says(selector, pattern) {
        return waitFor(`${selector} says ${pattern}`, kPatienceMs, async () => (
            pattern.test((await this.page.locator(selector).allInnerTexts()).join('\n'))));
    }

    /** What stands under a caption. @param {string} scope selector @param {string} caption */
    figure(scope, caption) {
        return this.page.locator(`${scope} .figure`, { has: this.page.getByText(caption, { exact: true }) })
            .locator('.value').innerText();
    }

    /** By how many pixels the page is wider than the window. */
    overflow() {
        return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    }

    /** @param {{width: number, height: number}} size @param {string} file */
    async photograph(size, file) {
        await this.page.setViewportSize(size);
        await this.page.screenshot({ path: file, fullPage: true });
    }
}
