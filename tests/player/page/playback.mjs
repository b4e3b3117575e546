// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function playbackTests(stage) {
    test('plays near live, without a complaint of script or policy', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.until('it is near live', async ({ player }) => Number(await player.getAttribute('data-latency-ms')) < 1500);
        assert.deepEqual(page.complaints, []);
        assert.equal(await page.player.locator('.notice').isVisible(), false);
    });

    test('says that the show has not begun, and begins with it', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const { mainPlaylist } = server.show;
        Object.defineProperty(server.show, 'mainPlaylist', { value: undefined, configurable: true });
        const page = await scene.open(server);
        await page.until('it says so', async ({ player }) =>
            (await player.locator('.notice').innerText()).startsWith('The show has not started yet.'));
        Object.defineProperty(server.show, 'mainPlaylist', { value: mainPlaylist });
        await page.until('the picture moves', (shown) => shown.is('state', 'playing'));
    });

    test('says that it waits when the picture stalls, and goes on by itself', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        server.show.hold();
        await page.until('it says so', async ({ player }) =>
            (await player.locator('.notice').innerText()) === 'Waiting for the picture …');
        server.show.release();
        await page.until('the picture moves', (shown) => shown.is('state', 'playing'));
        assert.equal(await page.player.locator('.notice').isVisible(), false);
    });

    test('who has gone back is at the same picture after an outage', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.page.keyboard.press('ArrowLeft');
        await page.page.keyboard.press('ArrowLeft');
        await page.page.keyboard.press('k');
        const picture = await page.programmeTime();
        server.faults.live = true;
        await page.until('it says what is wrong', async ({ player }) =>
            (await player.locator('.notice').innerText()) === 'The connection to the show is lost. Trying again …');
        server.faults.live = false;
        await page.until('it is back', (shown) => shown.is('state', 'playing'));
        assert.ok(Math.abs((await page.programmeTime()) - picture) < 500, 'it is another picture');
        await page.page.keyboard.press('k');
        await page.until('it plays on', async () => (await page.programmeTime()) > picture + 500);
    });
}
