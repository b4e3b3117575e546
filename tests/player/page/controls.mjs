// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

const kLeastTargetPixels = 44;
const kPhone = { width: 390, height: 844 };

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function controlTests(stage) {
    test('keys play, sound, seek, go live and fill the screen', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const { keyboard } = page.page;
        const video = page.page.locator('video');
        /** @param {'paused' | 'muted'} what */
        const reads = (what) => video.evaluate((each, name) => /** @type {any} */ (each)[name], what);
        await keyboard.press('m');
        assert.equal(await reads('muted'), false);
        await keyboard.press(' ');
        assert.equal(await reads('paused'), true);
        await keyboard.press('k');
        assert.equal(await reads('paused'), false);
        const before = await page.mediaTime();
        await keyboard.press('ArrowLeft');
        await page.until('it went back', async () => (await page.mediaTime()) < before - 5);
        await page.until('it says how far', ({ player }) => player.getByText(/^−0:\d\d$/).isVisible());
        await keyboard.press('l');
        await page.until('it is live', async () => (await page.mediaTime()) > before);
        await page.until('it says so', ({ player }) => player.getByRole('button', { name: 'Live', exact: true }).isDisabled());
        await keyboard.press('f');
        await page.until('it fills the screen', ({ page: tab }) => tab.evaluate(() => document.fullscreenElement !== null));
        await keyboard.press('f');
    });

    test('the seek bar goes back into the window, and stays there', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const slider = page.player.getByRole('slider', { name: 'Position in the show' });
        await page.until('there is a window', () => slider.isVisible());
        await slider.click(); // in its middle
        const behind = async () => Number(/−0:(\d+)/.exec(await page.player.locator('.behind').innerText())?.[1]);
        await page.until('it is half-way back', async () => Math.abs((await behind()) - 20) < 4);
        const there = await page.mediaTime();
        await page.until('it plays on there', async () => (await page.mediaTime()) > there + 1);
        assert.ok(Math.abs((await behind()) - 20) < 4, 'it has jumped to live');
        assert.match(await slider.getAttribute('aria-valuetext') ?? '', /^(1\d|2\d) seconds behind live$/);
        await page.player.getByRole('button', { name: 'Go live' }).click();
        await page.until('it is live', ({ player }) => player.getByRole('button', { name: 'Live', exact: true }).isVisible());
    });

    test('a pause holds the picture, and live is one press away', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.page.keyboard.press(' ');
        const stood = await page.mediaTime();
        await page.until('live has gone on', async ({ player }) => Number(await player.getAttribute('data-latency-ms')) > 2500);
        assert.equal(await page.mediaTime(), stood);
        await page.player.getByRole('button', { name: 'Go live' }).click();
        await page.until('it is live', async ({ player }) => Number(await player.getAttribute('data-latency-ms')) < 1500);
    });

    test('everything has a name, a size for fingers and a visible focus', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.page.setViewportSize(kPhone);
        await page.until('there is a window', ({ player }) => player.getByRole('slider').isVisible());
        const targets = page.player.locator('button, input');
        for (const target of await targets.all()) {
            const box = await target.boundingBox();
            const what = await target.evaluate((each) => each.outerHTML);
            assert.ok(box && Math.min(box.width, box.height) >= kLeastTargetPixels, what);
        }
        for (const name of ['Pause', 'Turn the sound on', 'Full screen', 'Live']) {
            assert.ok(await page.player.getByRole('button', { name, exact: true }).isVisible(), name);
        }
        await page.player.getByRole('button', { name: 'Pause' }).focus();
        await page.page.keyboard.press('Tab');
        const outlined = await page.player.evaluate((host) => {
            const focused = host.shadowRoot?.activeElement;
            return focused ? getComputedStyle(focused).outlineStyle : 'nothing has the focus';
        });
        assert.equal(outlined, 'solid');
    });

    test('goes away after three seconds, and comes with the next move', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.page.mouse.move(300, 300);
        await page.until('it has gone', (shown) => shown.is('controls', 'hidden'), 4500);
        await page.page.mouse.move(320, 300);
        await page.until('it is back', (shown) => shown.is('controls', 'shown'), 500);
    });
}
