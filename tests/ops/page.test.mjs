// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { launchBrowser } from '../../resources/demo/lib/browser.mjs';
import { stopChild } from '../../resources/demo/lib/child.mjs';
import { runCrowd } from '../../resources/demo/lib/crowd/crowd_process.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { kTrack, LiveOrigin } from '../deploy/lib/live_origin.mjs';
import { kPartSeconds, publishVideo } from '../deploy/lib/publisher.mjs';
import { OpsPage } from './lib/ops_page.mjs';

const kOut = `${kRoot}build/ops`;
const kDesk = { width: 1440, height: 900 };
const kPhone = { width: 390, height: 844 };
const kViewers = 40;
const kOther = 'w180'; // a second track

// One after the other, on one page, as a night goes.
describe('the page /ops', { concurrency: 1 }, () => {
    const endings = new Endings();
    /** @type {LiveOrigin} */ let live;
    /** @type {OpsPage} */ let page;
    /** @type {import('../deploy/lib/live_origin.mjs').LiveEvent} */ let event;
    /** @type {import('node:child_process').ChildProcess[]} */ let encoders = [];
    /** @type {Workspace} */ let workspace;

    before(async () => {
        mkdirSync(kOut, { recursive: true });
        workspace = new Workspace();
        endings.defer(() => workspace.remove());
        live = await LiveOrigin.create({ workspace, outFolder: kOut, say: sayTo(process.stderr, performance.now()) });
        endings.defer(() => live.stop());
        const [browser] = await Promise.all([launchBrowser(workspace), live.start()]);
        endings.defer(() => browser.close());
        page = await OpsPage.open(browser, live.origin.url);
    });

    after(() => endings.run((error) => { throw error; }));

    /** @param {string} track */
    const publish = (track) => {
        const encoder = publishVideo(`${live.origin.url}/ingest/v1/${event.slug}/${track}`, event.key, workspace.environment());
        endings.defer(() => stopChild(encoder, 5000));
        return encoder;
    };

    test('is served with a policy that lets nothing in from elsewhere', async () => {
        const answer = await fetch(`${live.origin.url}/ops`);
        assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'.*frame-ancestors 'none'/);
        assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
        assert.equal((await fetch(`${live.origin.url}/ops/nothing.mjs`)).status, 404);
        assert.equal((await fetch(`${live.origin.url}/api/v1/ops`)).status, 401);
    });

    test('asks for the token, and says when it is wrong', async () => {
        await page.says('.sign-in', /cat .*admin\.token/);
        await page.signIn('guess');
        await page.says('.refusal', /does not know this token/);
        await page.photograph(kDesk, `${kOut}/sign_in.png`);
        await page.signIn(live.origin.catalog.token);
        await page.says('.state', /^as of/);
        assert.equal(page.page.url(), `${live.origin.url}/ops`);
    });

    test('says what to do while there is no event', async () => {
        await page.says('.empty', /no events yet.*POST \/api\/v1\/events/s);
        await page.says('.findings', /Nothing is amiss/);
        await page.photograph(kDesk, `${kOut}/empty.png`);
    });

    test('shows who publishes, who watches, and how punctual it all is', async () => {
        await live.createEvent('rehearsal', kPartSeconds);
        event = await live.createEvent('harbour-cup', kPartSeconds);
        encoders = [kTrack, kOther].map(publish);
        await live.onAir(event);
        const crowd = runCrowd({ url: live.origin.url + event.path, tracks: [kTrack], viewers: kViewers, seconds: 11 },
            workspace.environment());
        await page.says('.event', /harbour-cup\s+ON AIR\s+last part \d/);
        await page.says('.quiet', /rehearsal\s+not on air/);
        await waitFor('the viewers are counted', 20_000, async () => (
            Math.abs(Number(await page.figure('.event', 'Viewers')) - kViewers) <= kViewers / 5));
        await page.says('.stage', /published → sent\s+p50\s+\d+(\.\d)? ms\s+p99/);
        assert.match(await page.figure('.event', 'Out'), /^[1-9][\d.]* [kM]bit\/s$/);
        await page.says('.tracks', new RegExp(`${kTrack}\\s*320×180\\s+on air.*127\\.0\\.0\\.1`, 's'));
        assert.match(await page.figure('.event', 'Cacheable'), /^\d+ %$/);
        assert.match(await page.figure('.server', 'CPU'), /^\d+\.\d %$/);
        await page.says('.findings', /Nothing is amiss/);
        await page.photograph(kDesk, `${kOut}/on_air.png`);
        await page.photograph(kPhone, `${kOut}/on_air_phone.png`);
        assert.equal(await page.overflow(), 0, 'wider than a phone');
        await page.page.setViewportSize(kDesk);
        await crowd;
    });

    test('says that one track is silent while the other goes on', async () => {
        await stopChild(encoders[1], 5000);
        await page.says('.findings', /FAULT\s+harbour-cup \/ w180\s+Nothing comes of this track any more/);
        await page.says('.tracks', /w180\s*320×180\s+silent/);
        await page.photograph(kDesk, `${kOut}/silent.png`);
    });

    test('says that a show fell off air, and that it is back', async () => {
        await stopChild(encoders[0], 5000);
        await page.says('.findings', /FAULT\s+harbour-cup\s+Off air: no part came for/);
        await page.says('.event', /OFF AIR/);
        await page.photograph(kDesk, `${kOut}/off_air.png`);
        await page.photograph(kPhone, `${kOut}/off_air_phone.png`);
        await page.page.setViewportSize(kDesk);
        encoders = [kTrack, kOther].map(publish);
        await page.says('.event', /ON AIR/);
    });

    test('says that the server is gone, and of when its figures are', async () => {
        await page.page.context().setOffline(true);
        await page.says('.findings', /FAULT\s+server\s+The server does not answer for .*What stands below is of \d\d:\d\d:\d\d.*systemctl status/s);
        await page.says('.state', /no answer/);
        await page.photograph(kDesk, `${kOut}/gone.png`);
        await page.page.context().setOffline(false);
        await page.says('.state', /^as of/);
    });

    test('says that the server started again', async () => {
        process.kill(/** @type {number} */ (live.origin.process.pid), 'SIGKILL');
        await page.says('.findings', /NOTE\s+server\s+The server started again at/);
    });

    test('forgets the token when it is told to', async () => {
        await page.page.getByRole('button', { name: 'Forget the token' }).click();
        await page.says('.sign-in', /Admin token/);
        assert.equal(await page.page.evaluate(() => sessionStorage.length + localStorage.length), 0);
    });

    test('asked nobody but its server, never with the token in an address, and broke no rule', () => {
        assert.deepEqual(page.complaints, []);
        assert.ok(page.asked.every((url) => url.startsWith(`${page.url}/`) || url.startsWith('data:')), page.asked.join('\n'));
        assert.ok(page.asked.every((url) => !url.includes(live.origin.catalog.token)));
    });
});
