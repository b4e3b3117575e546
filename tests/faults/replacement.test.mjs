// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { PlaylistVersions } from '../../resources/demo/lib/crowd/playlist_versions.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Encoder } from './lib/encoder.mjs';
import { HeldViewer } from './lib/held_viewer.mjs';
import { KeptServer } from './lib/kept_server.mjs';
import { WindowWatch, missingIn } from './lib/window_watch.mjs';

const kReplacements = process.env.TALLY_LONG ? 10 : 2;
const kViewers = 200;
const kMediaSeconds = 300;
const kPlans = ['v720:video:3000', 'a128:audio:900'];
const kTracks = kPlans.map((plan) => plan.split(':')[0]);
const kOnAirMs = 20_000;
const kHeardAgain = 10; // answers a viewer between two replacements

describe(`the server is replaced ${kReplacements} times with ${kViewers} held viewers and a publisher`, () => {
    const endings = new Endings();
    /** @type {KeptServer} */ let server;
    /** @type {Encoder} */ let encoder;
    /** @type {HeldViewer[]} */ let viewers;
    /** @type {WindowWatch[]} */ let watches;

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        server = await KeptServer.create(workspace, 'replacement');
        endings.defer(() => server.stop());
        server.launch();
        const event = await server.createEvent('replaced');
        const path = `/live/${event.slug}`;
        watches = kTracks.map((track) => new WindowWatch(server.url + path, track));
        endings.defer(() => watches.forEach((watch) => watch.close()));
        encoder = await Encoder.start({
            server: server.url, event, folder: workspace.path('media'), plans: kPlans, seconds: kMediaSeconds,
        });
        endings.defer(() => encoder.kill());
        await waitFor('the event is on air', kOnAirMs, async () => (
            (await Promise.all(watches.map((watch) => watch.look({ afterRestart: false })))).every(Boolean)));
        const versions = new PlaylistVersions();
        viewers = Array.from({ length: kViewers }, (_, index) => (
            new HeldViewer(server.port, `${path}/${kTracks[index % kTracks.length]}/index.m3u8`, versions)));
        viewers.forEach((viewer) => viewer.start());
    });

    after(() => endings.run((error) => { throw error; }));

    async function allAreAnswered() {
        const enough = viewers.map(({ answers }) => answers + kHeardAgain);
        await waitFor('every viewer is answered again', kOnAirMs, () => (
            viewers.every(({ answers }, index) => answers >= enough[index])));
    }

    test('no request of a viewer fails', async () => {
        for (let replacement = 1; replacement <= kReplacements; ++replacement) {
            await allAreAnswered();
            await server.replace();
        }
        await allAreAnswered();
        await Promise.all(viewers.map((viewer) => viewer.stop()));
        assert.deepEqual(viewers.flatMap(({ failures }) => failures).slice(0, 10), []);
    });

    test('who was held was sent to the next server', () => {
        const sentAgain = viewers.reduce((sum, viewer) => sum + viewer.sentAgain, 0);
        assert.ok(sentAgain >= kReplacements * kViewers / 2, `${sentAgain} were`);
    });

    test('the publisher loses nothing, and leaves no seam', async () => {
        await encoder.finish();
        for (const watch of watches) {
            assert.ok(await watch.look({ afterRestart: false }));
            const acknowledged = encoder.acknowledgedOf(watch.track);
            assert.equal(missingIn(await watch.play(), acknowledged), 0, watch.track);
            assert.deepEqual(watch.seams, { discontinuities: 0, holes: 0 }, watch.track);
            watch.isStrict();
        }
        assert.deepEqual(encoder.refusals, []);
    });
});
