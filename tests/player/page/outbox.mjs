// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cueOf } from './lib/cues.mjs';

const kLeadMs = 1500;

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function outboxTests(stage) {
    /** @param {import('./lib/fixture_server.mjs').FixtureServer} server */
    const fire = (server) => {
        const cue = cueOf(stage().images, Date.now() + kLeadMs, { durationMs: 2000 });
        server.fire(cue);
        return cue;
    };

    test('what a page could not deliver comes with the next visit, once, under its own session', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        server.faults.measurement = true;
        const page = await scene.watch(server);
        const cue = fire(server);
        await page.comesTo('over');
        const [{ session }] = server.messages;
        await page.leave();
        server.faults.measurement = false;
        server.cues = [];
        const next = await scene.watch(server);
        await next.until('it has come', () => server.kindsOf(cue).includes('complete'));
        assert.ok(server.batches.every((batch) => batch.session === session));
        const numbers = server.eventsOf(cue).map(({ sequence }) => sequence);
        assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6]);
    });

    test('a second tab leaves alone what the first has still to send', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        server.faults.measurement = true;
        const first = await scene.watch(server);
        const cue = fire(server);
        await first.comesTo('over');
        const [{ session }] = server.messages;
        const second = await scene.open(server);
        await second.until('it is there', () => server.viewers === 2);
        server.faults.measurement = false;
        await first.until('it has come', () => server.kindsOf(cue).includes('complete'), 20_000);
        assert.deepEqual(server.eventsOf(cue).map(({ sequence }) => sequence), [1, 2, 3, 4, 5, 6]);
        assert.ok(server.batches.every((batch) => batch.session === session));
    });

    test('what waits when the page is closed is sent with its last breath', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const cue = fire(server);
        await page.comesTo('entering');
        await page.page.close({ runBeforeUnload: true });
        await page.until('it has come', () => server.kindsOf(cue).length > 0, 1500);
        assert.deepEqual(server.kindsOf(cue), ['impression', 'start']);
    });

    test('a browser that keeps nothing measures all the same, and says so once', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server, () => {
            const open = () => { throw new DOMException('no', 'InvalidStateError'); };
            Object.defineProperty(IDBFactory.prototype, 'open', { value: open });
        });
        const cue = fire(server);
        await page.until('it is measured', () => server.kindsOf(cue).includes('complete'));
        assert.equal(page.said.filter((line) => line.includes('as long as this page')).length, 1);
    });
}
