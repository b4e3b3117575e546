// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cueOf, hashOf } from './lib/cues.mjs';

const kLeadMs = 1500;

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function assetTests(stage) {
    test('a creative that cannot be had gives its place to the next one', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const [drawn, plain] = stage().images;
        server.faults.creatives.add(hashOf(drawn));
        const page = await scene.watch(server);
        const cue = cueOf([drawn, plain], Date.now() + kLeadMs, { durationMs: 2000 });
        server.fire(cue);
        await page.comesTo('over');
        await page.until('it is measured', () => server.kindsOf(cue).includes('complete'));
        assert.ok(server.eventsOf(cue).every(({ creative }) => creative === cue.candidates[1].creative));
    });

    test('without any the picture is left alone, and the failure is measured', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const [drawn] = stage().images;
        const cue = cueOf([drawn], Date.now() + 3500, { durationMs: 3000 });
        cue.candidates[0].asset.bytes -= 1; // what comes is not what was promised
        server.fire(cue);
        await page.until('the failure is measured', () => server.eventsOf(cue).length > 0);
        assert.deepEqual(server.eventsOf(cue).map(({ kind, vastError }) => [kind, vastError]), [['error', 502]]);
        assert.deepEqual(page.phases, []);
    });

    test('a creative is fetched once for all visits', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const cue = cueOf(stage().images, Date.now() + 60_000);
        server.cues = [cue];
        for (const visit of [1, 2]) {
            const page = await scene.watch(server);
            await page.until('it is ready', () => server.messages.filter(({ type }) => type === 'ready').length === visit);
            await page.leave();
        }
        assert.equal(server.fetched.length, 1);
    });

    test('where there is no Cache Storage, as on plain http, ads are shown all the same', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server, () => {
            Object.defineProperty(window, 'caches', { value: undefined });
            Object.defineProperty(crypto, 'subtle', { value: undefined });
        });
        server.fire(cueOf(stage().images, Date.now() + kLeadMs, { durationMs: 2000 }));
        await page.comesTo('showing');
        assert.deepEqual(page.complaints, []);
    });
}
