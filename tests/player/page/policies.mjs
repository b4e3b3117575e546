// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cueOf } from './lib/cues.mjs';

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function policyTests(stage) {
    test('who joins half-way through is eased into the ad, or left alone, as the cue says', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        server.cues = [cueOf(stage().images, Date.now() - 2000, { durationMs: 9000 })];
        const joined = await scene.watch(server);
        await joined.comesTo('showing');
        const skipped = cueOf(stage().images, Date.now() - 3000, { late: 'skip' });
        const other = await scene.serve();
        other.cues = [skipped];
        const page = await scene.watch(other);
        await page.until('its time is over', () => Date.now() > Date.parse(skipped.start) + skipped.durationMs + 1000);
        assert.deepEqual(page.phases, []);
    });

    test('who goes back meets the ads that may be shown again, and no others', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const now = Date.now();
        const hidden = cueOf(stage().images, now - 18_000, { durationMs: 2000, rewind: 'hide' });
        const shown = cueOf(stage().images, now - 15_000, { durationMs: 2000, rewind: 'show' });
        server.show.cues = [hidden, shown];
        const page = await scene.watch(server);
        await page.page.keyboard.press('ArrowLeft');
        await page.page.keyboard.press('ArrowLeft');
        await page.comesTo('showing');
        assert.ok(await page.is('cue', shown.id));
        assert.deepEqual(server.kindsOf(hidden), []);
        await page.page.keyboard.press('l');
        await page.until('it is live', async ({ player }) => Number(await player.getAttribute('data-latency-ms')) < 1500);
        assert.deepEqual(page.phases.filter((phase) => phase === 'showing').length, 1);
    });
}
