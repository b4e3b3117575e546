// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launchBrowser } from '../../resources/demo/lib/browser.mjs';
import { HiddenDisplay } from '../../resources/demo/lib/display.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { judge } from '../../resources/demo/lib/frames.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { Show } from '../../resources/demo/lib/show.mjs';
import { studioFor } from '../../resources/demo/lib/studio.mjs';
import { Viewer } from '../../resources/demo/lib/viewer.mjs';
import { orAbsent, waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { PlaylistWatch } from './lib/playlist_watch.mjs';
import { postgresBackends } from './lib/process_table.mjs';
import { Validation } from './lib/validate.mjs';

/** @typedef {import('../../resources/demo/lib/supervised.mjs').Supervised} Supervised */

const kBackMs = 30_000;
const kFrames = 60;
const kUndisturbedMs = 1000; // longest gap between frames while something else than the media path falls
const kLongestSeconds = 3600;
const kRounds = process.env.TALLY_LONG ? 3 : 1;

describe('the show comes back by itself', () => {
    const endings = new Endings();
    /** @type {Show} */ let show;
    /** @type {Viewer} */ let viewer;
    /** @type {Supervised} */ let studio;
    /** @type {PlaylistWatch} */ let playlists;
    /** @type {Validation} */ let validation;

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        const say = sayTo(process.stderr, performance.now());
        show = await Show.create({ workspace, say, outFolder: `${kRoot}build/e2e` });
        endings.defer(() => show.stop());
        const display = new HiddenDisplay(workspace);
        endings.defer(() => display.stop());
        await Promise.all([show.start(), display.ready()]);
        studio = studioFor(show, display.environment());
        endings.defer(() => studio.stop());
        studio.start();
        const browser = await launchBrowser(workspace);
        endings.defer(() => browser.close());
        viewer = await Viewer.open(browser, show.watchUrl);
        await viewer.moves(kFrames, kBackMs);
        playlists = new PlaylistWatch(`${show.url}/live/demo`, ['v720', 'v480', 'a128']);
        endings.defer(() => playlists.stop());
        validation = new Validation({ url: `${show.url}/live/demo/main.m3u8`, seconds: kLongestSeconds, allowsRestarts: true });
        endings.defer(() => validation.stop());
    });

    after(() => endings.run((error) => { throw error; }));

    /** @param {Supervised} program */
    async function killAndWait(program) {
        const { pid, restarts } = { pid: program.pid, restarts: program.restarts };
        assert.ok(pid);
        process.kill(pid, 'SIGKILL');
        await waitFor('it is started again', kBackMs, () => program.restarts > restarts && program.pid);
    }

    async function showIsBack() {
        await waitFor('the event is on air', kBackMs, orAbsent(async () => (await show.status()).onAir));
        await viewer.moves(kFrames, kBackMs);
    }

    async function ledgerAnswers() {
        await waitFor('the report can be read', kBackMs, orAbsent(async () => show.report()));
    }

    /** @param {() => Promise<void>} disturb */
    async function pictureIsUndisturbed(disturb) {
        await viewer.takeFrames();
        await disturb();
        const picture = judge(await viewer.watch(kFrames, kBackMs));
        assert.ok(picture.longestGapMs < kUndisturbedMs, `the picture stood for ${picture.longestGapMs} ms`);
    }

    for (let round = 1; round <= kRounds; ++round) {
        test(`after kill -9 of the engine (${round})`, async () => {
            await killAndWait(show.engine);
            await showIsBack();
        });

        test(`after kill -9 of the studio, with nothing off air (${round})`, async () => {
            await pictureIsUndisturbed(() => killAndWait(studio));
        });

        test(`after kill -9 of the server (${round})`, async () => {
            await killAndWait(show.server);
            await showIsBack();
            await ledgerAnswers();
        });

        test(`after kill -9 of a Postgres backend, with nothing off air (${round})`, async () => {
            const backends = () => postgresBackends(show.options.workspace.folder).map(({ pid }) => pid);
            const fallen = backends();
            assert.ok(fallen.length > 0, 'no backend of the private cluster');
            await pictureIsUndisturbed(async () => {
                process.kill(fallen[0], 'SIGKILL');
                await waitFor('Postgres has ended all of them', kBackMs,
                    () => !backends().some((pid) => fallen.includes(pid)));
                await ledgerAnswers();
            });
        });
    }

    test('an ad can be fired after all of that', async () => {
        await waitFor('the cue is accepted', kBackMs, orAbsent(() => show.fire()));
        await viewer.adShows(kBackMs);
        await viewer.adIsOver(kBackMs);
        await waitFor('the complete play is in PostgreSQL', kBackMs, async () => (await show.report()).complete === 1);
    });

    test('no playlist went back meanwhile', async () => {
        await playlists.stop();
        assert.deepEqual([...playlists.breaches], []);
        assert.ok(playlists.readings > 100, `only ${playlists.readings} readings`);
    });

    test('what it served was to the letter, but for what a restart excuses', async () => {
        await validation.stop();
        await validation.isStrict();
    });
});
