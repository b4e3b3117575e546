// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Endings } from '../../resources/demo/lib/endings.mjs';
import { median } from '../../resources/demo/lib/statistics.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Encoder } from './lib/encoder.mjs';
import { Random } from './lib/random.mjs';
import { Server } from './lib/server.mjs';
import { WindowWatch, missingIn } from './lib/window_watch.mjs';

const kLong = Boolean(process.env.TALLY_LONG);
const kKills = kLong ? 50 : 3;
const kKillsOfStarts = kLong ? 5 : 1;
const kNewEncoderEvery = 3; // kills: then the encoder falls with the server
const kMediaSeconds = kLong ? 900 : 180;
const kPlans = ['v720:video:3000', 'v480:video:1500', 'a128:audio:900'];
const kTracks = kPlans.map((plan) => plan.split(':')[0]);
const kOnAirMs = 20_000;
const kLatestKillMs = 2500;
const kBackMs = 2000; // issue 3: the first playlist after kill -9

describe('kill -9 of the server at random moments of a running ingest', () => {
    const endings = new Endings();
    const random = new Random();
    /** @type {Encoder[]} the last one is on air */
    const encoders = [];
    /** @type {number[]} ms from a start to valid playlists of all tracks */
    const backAfter = [];
    /** @type {Workspace} */ let workspace;
    /** @type {Server} */ let server;
    /** @type {import('./lib/server.mjs').LiveEvent} */ let event;
    /** @type {WindowWatch[]} */ let watches;

    before(async () => {
        workspace = new Workspace();
        endings.defer(() => workspace.remove());
        server = await Server.create(workspace, 'kills');
        endings.defer(() => server.stop());
        server.launch();
        event = await server.createEvent('kills');
        watches = kTracks.map((track) => new WindowWatch(`${server.url}/live/${event.slug}`, track));
        endings.defer(() => watches.forEach((watch) => watch.close()));
        endings.defer(() => encoders.forEach((encoder) => encoder.kill()));
        await startEncoder();
        await playlistsAreBack();
    });

    after(() => endings.run((error) => { throw error; }));

    async function startEncoder() {
        encoders.push(await Encoder.start({
            server: server.url, event, folder: workspace.path('media'), plans: kPlans, seconds: kMediaSeconds,
        }));
    }

    async function encoderIsHeard() {
        const [last] = encoders.slice(-1);
        await waitFor('each track is acknowledged', kOnAirMs, () => (
            kTracks.every((track) => last.acknowledgedOf(track).length > 0)));
    }

    async function playlistsAreBack() {
        await waitFor('the event is on air', kOnAirMs, async () => (
            (await Promise.all(watches.map((watch) => watch.look({ afterRestart: true })))).every(Boolean)));
    }

    async function lookAtNames() {
        await Promise.all(watches.map(async (watch) => {
            await watch.look({ afterRestart: false });
            await watch.fetchNewest();
        }));
    }

    async function startAgain() {
        const begin = performance.now();
        server.launch();
        await playlistsAreBack();
        backAfter.push(performance.now() - begin);
    }

    test(`${kKills} times, the seed is ${random.seed}`, async () => {
        for (let kill = 1; kill <= kKills; ++kill) {
            await encoderIsHeard();
            await lookAtNames();
            await delay(random.below(kLatestKillMs));
            await server.kill();
            if (kill % kNewEncoderEvery === 0) {
                encoders[encoders.length - 1].kill();
                await startEncoder();
            }
            await startAgain();
        }
    });

    test(`${kKillsOfStarts} times more while it starts`, async () => {
        for (let kill = 1; kill <= kKillsOfStarts; ++kill) {
            await server.kill();
            server.launch();
            await delay(random.below(kBackMs / 4));
            await server.kill();
            await startAgain();
        }
    });

    test(`playlists are valid within ${kBackMs} ms of the start, in the median`, (context) => {
        context.diagnostic(`median ${median(backAfter).toFixed(0)} ms, longest ${Math.max(...backAfter).toFixed(0)} ms`);
        assert.ok(median(backAfter) <= kBackMs, backAfter.map((ms) => ms.toFixed(0)).join(', '));
    });

    test('what was acknowledged is there, in order', async () => {
        await encoders[encoders.length - 1].finish();
        for (const watch of watches) {
            assert.ok(await watch.look({ afterRestart: false }));
            const acknowledged = encoders.flatMap((encoder) => encoder.acknowledgedOf(watch.track));
            assert.ok(acknowledged.length > 2 * kKills, `only ${acknowledged.length} chunks`);
            assert.equal(missingIn(await watch.play(), acknowledged), 0, watch.track);
        }
    });

    test('an encoder that sends again what was not acknowledged leaves no seam', () => {
        for (const watch of watches) {
            assert.deepEqual(watch.seams, { discontinuities: encoders.length - 1, holes: 0 }, watch.track);
        }
    });

    test('no number went back, no name ever had other bytes, every playlist was valid', () => {
        watches.forEach((watch) => watch.isStrict());
    });
});
