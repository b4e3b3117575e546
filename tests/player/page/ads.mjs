// SPDX-License-Identifier: Apache-2.0
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cueOf, kContent } from './lib/cues.mjs';

const kLeadMs = 1500;
const kAllKinds = ['impression', 'start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete'];
const kWholeFrame = { x: 0, y: 0, width: 1, height: 1 };

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/** @param {Rect} seen @param {Rect} wanted */
function assertNear(seen, wanted) {
    for (const side of /** @type {const} */ (['x', 'y', 'width', 'height'])) {
        assert.ok(Math.abs(seen[side] - wanted[side]) < 0.01, `${JSON.stringify(seen)} is not ${JSON.stringify(wanted)}`);
    }
}

/** @param {() => import('./lib/stage.mjs').Stage} stage */
export function adTests(stage) {
    /** @param {Partial<import('./lib/cues.mjs').Cue>} [differs] */
    const soon = (differs) => cueOf(stage().images, Date.now() + kLeadMs, differs);

    test('an ad squeezes the picture, gives it back and is measured once', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const cue = soon();
        server.fire(cue);
        await page.comesTo('showing');
        assertNear(await page.content(), kContent);
        assert.ok(await page.player.getByText('Advertisement').isVisible());
        await page.comesTo('over');
        assertNear(await page.content(), kWholeFrame);
        await page.until('all is measured', () => server.kindsOf(cue).length >= kAllKinds.length);
        assert.deepEqual(server.kindsOf(cue), kAllKinds);
        assert.deepEqual(page.phases, ['entering', 'showing', 'leaving', 'over']);
        assert.equal(new Set(server.eventsOf(cue).map(({ play }) => play)).size, 1);
    });

    test('an overlay lies over the whole picture', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const lowerThird = { x: 0, y: 0.7, width: 1, height: 0.3 };
        const layout = { format: 'lowerThird', content: kWholeFrame, ads: [lowerThird], enterMs: 300, leaveMs: 300 };
        server.fire(soon({ layout }));
        await page.comesTo('showing');
        assertNear(await page.content(), kWholeFrame);
        const isOnTop = await page.player.evaluate((host) => {
            const { left, top, width, height } = host.getBoundingClientRect();
            return host.shadowRoot?.elementFromPoint(left + width / 2, top + height * 0.72)?.className;
        });
        assert.equal(isOnTop, 'ad over');
    });

    test('who wants no motion sees the picture cut, not shrink', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        await page.page.emulateMedia({ reducedMotion: 'reduce' });
        const cue = soon();
        server.fire({ ...cue, layout: { ...cue.layout, enterMs: 2000 } });
        await page.comesTo('entering');
        await page.until('there is a frame', async () => (await page.content()).width < 1);
        assertNear(await page.content(), kContent);
        assert.ok(await page.is('cue-phase', 'entering'));
    });

    test('a stall of the content gives the picture back, and what was not shown does not count', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const cue = soon({ durationMs: 8000 });
        server.fire(cue);
        await page.comesTo('showing');
        server.show.hold();
        await page.comesTo('hidden');
        await page.until('the picture is back', async (shown) => (await shown.content()).width > 0.99);
        const heldMs = Date.now();
        await page.until('a second and a half are gone', () => Date.now() - heldMs > 1500);
        server.show.release();
        await page.comesTo('showing');
        await page.comesTo('over');
        await page.leave(); // all that was measured leaves with it
        await page.until('it is measured', () => server.kindsOf(cue).includes('impression'));
        const events = server.eventsOf(cue);
        assert.ok(!server.kindsOf(cue).includes('complete'), `${server.kindsOf(cue)}`);
        assert.ok(events.every(({ watchedMs }) => watchedMs < 7000), JSON.stringify(events));
    });

    test('comes by the manifest alone while the viewer socket is away', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const cue = soon({ durationMs: 2000 });
        server.cutViewers();
        server.show.cues.push(cue);
        await page.comesTo('showing');
        await page.comesTo('over');
    });

    test('after the loss of its socket says again what is ready', async (t) => {
        const scene = stage().scene(t);
        const server = await scene.serve();
        const page = await scene.watch(server);
        const cue = cueOf(stage().images, Date.now() + 60_000);
        server.fire(cue);
        const best = cue.candidates[0].creative;
        const readies = () => server.messages.filter(({ type, creative }) => type === 'ready' && creative === best);
        await page.until('it is ready', () => readies().length === 1);
        server.cutViewers();
        await page.until('it says so again', () => readies().length === 2);
    });
}
