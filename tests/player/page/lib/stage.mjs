// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { readFileSync } from 'node:fs';

import { launchBrowser } from '../../../../resources/demo/lib/browser.mjs';
import { runTied } from '../../../../resources/demo/lib/child.mjs';
import { drawCreative } from '../../../../resources/demo/lib/creative.mjs';
import { Workspace } from '../../../../resources/demo/lib/workspace.mjs';
import { makeClip } from './clip.mjs';
import { FixtureServer } from './fixture_server.mjs';
import { PlayerPage } from './player_page.mjs';
import { FixtureShow } from './show.mjs';

const kPastMs = 40_000; // the show's rewind window at the start of a test

/** What all page tests share: one browser, the clip, two creatives. */
export class Stage {
    /**
     * @param {Workspace} workspace
     * @param {import('./clip.mjs').Clip} clip
     * @param {Buffer[]} images
     * @param {import('../../../../resources/demo/lib/browser.mjs').BrowserContext} browser
     */
    constructor(workspace, clip, images, browser) {
        this.workspace = workspace;
        this.clip = clip;
        this.images = images;
        this.browser = browser;
    }

    static async make() {
        const workspace = new Workspace();
        const [clip, browser, drawn, plain] = await Promise.all([
            makeClip(workspace), launchBrowser(workspace), drawCreative(workspace), drawPlain(workspace),
        ]);
        return new Stage(workspace, clip, [drawn, plain], browser);
    }

    /** @param {import('node:test').TestContext} test */
    scene(test) {
        return new Scene(this, test);
    }

    async end() {
        await this.browser.close();
        await this.workspace.remove();
    }
}

/** Servers and pages of one test, gone with it. */
class Scene {
    /**
     * @param {Stage} stage
     * @param {import('node:test').TestContext} test
     */
    constructor(stage, test) {
        this.stage = stage;
        this.test = test;
    }

    /** A server of this test's own, on air. */
    async serve() {
        const server = new FixtureServer(new FixtureShow(this.stage.clip, kPastMs), this.stage.images);
        await server.start();
        this.test.after(() => server.stop());
        return server;
    }

    /** A page, whatever it shows. @param {FixtureServer} server @param {() => void} [before] in the page, before its scripts */
    async open(server, before) {
        const page = await PlayerPage.open(this.stage.browser, server, before);
        this.test.after(() => page.page.close());
        return page;
    }

    /** A page with the show running. @type {Scene['open']} */
    async watch(server, before) {
        const page = await this.open(server, before);
        await page.until('the picture moves', (opened) => opened.is('state', 'playing'));
        return page;
    }
}

/** @param {Workspace} workspace */
async function drawPlain(workspace) {
    const file = workspace.path('plain.png');
    const { code, stderr } = await runTied('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=0x205090:size=1920x1080',
        '-frames:v', '1', '-update', '1', file], workspace.environment());
    if (code !== 0) {
        throw new Error(`ffmpeg draws no picture: ${stderr}`);
    }
    return readFileSync(file);
}
