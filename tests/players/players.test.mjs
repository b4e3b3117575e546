// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launchBrowser } from '../../resources/demo/lib/browser.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { Show } from '../../resources/demo/lib/show.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { play as playInPage } from './lib/browser_players.mjs';
import { play as playWithGStreamer } from './lib/gstreamer.mjs';
import { PageServer } from './lib/page_server.mjs';

const kSeconds = process.env.TALLY_LONG ? 60 : 10;
const kFramesPerSecond = 30;
const kMostLatencySeconds = 10; // stock settings; our own page is measured in the bench
const kGStreamerStartSeconds = 3;

describe('a player of another make plays the show with no error:', () => {
    const endings = new Endings();
    /** @type {Show} */ let show;
    /** @type {import('./lib/browser_players.mjs').Page} */ let page;
    let pageUrl = '';
    let showUrl = '';

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        show = await Show.create({ workspace, say: sayTo(process.stderr, performance.now()),
            outFolder: `${kRoot}build/e2e` });
        endings.defer(() => show.stop());
        const pages = new PageServer();
        pageUrl = await pages.start();
        endings.defer(() => pages.stop());
        await show.start();
        showUrl = `${show.url}/live/demo/main.m3u8`;
        const browser = await launchBrowser(workspace);
        endings.defer(() => browser.close());
        page = browser.pages()[0] ?? await browser.newPage();
    });

    after(() => endings.run((error) => { throw error; }));

    for (const player of /** @type {const} */ (['hls', 'shaka'])) {
        test(player === 'hls' ? 'hls.js' : 'Shaka Player', async () => {
            await page.goto(pageUrl);
            const played = await playInPage(page, player, showUrl, kSeconds);
            assert.deepEqual(played.errors, []);
            assert.ok(played.frames > 0.8 * kSeconds * kFramesPerSecond, `${played.frames} frames in ${kSeconds} s`);
            assert.ok(played.latencySeconds < kMostLatencySeconds, `${played.latencySeconds} s behind`);
            await page.goto('about:blank');
        });
    }

    test('GStreamer\'s hlsdemux2', async () => {
        const seconds = kSeconds + kGStreamerStartSeconds;
        const played = await playWithGStreamer(showUrl, seconds, show.options.workspace.environment());
        assert.deepEqual(played.complaints, []);
        assert.ok(played.usedHlsDemux2, 'another demuxer was taken');
        assert.ok(played.frames > 0.8 * kSeconds * kFramesPerSecond, `${played.frames} frames in ${seconds} s`);
        assert.ok(played.sounds > kSeconds, `${played.sounds} buffers of sound`);
        assert.ok(played.longestGapSeconds < 0.1, `a hole of ${played.longestGapSeconds} s`);
    });
});
