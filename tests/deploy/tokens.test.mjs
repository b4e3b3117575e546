// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { runCrowd } from '../../resources/demo/lib/crowd/crowd_process.mjs';
import { readVersion } from '../../resources/demo/lib/crowd/playlist_versions.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { kTrack } from './lib/live_origin.mjs';
import { Stage } from './lib/stage.mjs';

const kViewers = 200;
const kSeconds = process.env.TALLY_LONG ? 10 : 3;
const kHeldMs = 50; // answered later: it was held
const kToken = /^\/live\/t\/[^/]+/;

// A server where nobody plays without a token, behind Varnish.
describe('playback tokens at the edge', () => {
    const endings = new Endings();
    /** @type {Stage} */ let stage;

    before(async () => {
        stage = await Stage.open(endings, `${kRoot}build/deploy`, sayTo(process.stderr, performance.now()), 'tokens');
    });

    after(() => endings.run((error) => { throw error; }));

    /** @param {string} path @param {RequestInit} [request] */
    const ask = (path, request) => fetch(stage.varnish.url + path, request);

    test(`${kViewers} viewers with ${kViewers} tokens cost one request a version and part, and one small one each`, async () => {
        const paths = await Promise.all(Array.from({ length: kViewers }, (_, index) => stage.viewPath(600 + index)));
        assert.equal(new Set(paths).size, kViewers);
        const tracks = paths.map((path) => `${path.replace('/live/', '')}/${kTrack}`);
        /** @type {import('../../resources/demo/lib/crowd/crowd.mjs').CrowdReport | undefined} */ let crowd;
        const asked = await stage.originRequestsOf(async () => {
            crowd = await runCrowd({ url: `${stage.varnish.url}/live`, tracks, viewers: kViewers, seconds: kSeconds }, stage.env);
        });
        assert.equal(crowd?.errors, 0, 'viewers gave up');
        const answers = new Set(crowd?.urls.map((url) => url.replace(kToken, '/live')));
        assert.ok(answers.size >= kSeconds * 3, `${answers.size} answers`);
        // The plain playlist, with which each begins, is made anew twice a second while they come.
        assert.ok(asked <= kViewers + answers.size + 4, `${asked} requests for ${answers.size} answers`);
    });

    test('a blocking reload is held at the edge', async () => {
        const [path, other] = await Promise.all([stage.viewPath(600), stage.viewPath(700)]);
        const [edge, second] = await Promise.all([stage.connectEdge(), stage.connectEdge()]);
        endings.defer(() => [edge, second].forEach((connection) => connection.close()));
        await second.get(`${other}/${kTrack}/index.m3u8`);
        let { next } = readVersion((await edge.get(`${path}/${kTrack}/index.m3u8`)).body);
        await waitFor('an answer that was held', 10_000, async () => {
            const query = `${kTrack}/index.m3u8?_HLS_msn=${next?.msn}&_HLS_part=${next?.part}`;
            const begin = performance.now();
            const [mine, theirs] = await Promise.all([edge.get(`${path}/${query}`), second.get(`${other}/${query}`)]);
            assert.deepEqual([mine.status, theirs.status], [200, 200]);
            assert.ok(mine.body.equals(theirs.body));
            ({ next } = readVersion(mine.body));
            return mine.at - begin > kHeldMs;
        });
    });

    test('who has no token, a forged one, or that of another event gets nothing, cached or not', async () => {
        const good = await stage.viewPath();
        await stage.live.createEvent('other', 0.3);
        const other = (await stage.live.pathWithToken('other', 600)).replace(/other$/, stage.event.slug);
        const forged = good.replace(/.(?=\/edge$)/, (last) => (last === 'A' ? 'Q' : 'A'));
        const later = good.replace(/\.(\d+)\./, (_, expires) => `.${Number(expires) + 1000}.`);
        for (const file of ['main.m3u8', `${kTrack}/index.m3u8`, `${kTrack}/1.m4s`]) {
            assert.equal((await ask(`${good}/${file}`)).status, 200, file); // now it is cached
            for (const path of [stage.event.path, forged, other, later, '/live/t/guess/edge']) {
                const answer = await ask(`${path}/${file}`);
                assert.equal(answer.status, 403, `${path}/${file}`);
                assert.equal(answer.headers.get('access-control-allow-origin'), '*');
                assert.match((await answer.json()).detail, /token/);
            }
        }
    });

    test('nobody says the word of the edge for it, and no escape gets past it', async () => {
        const own = await stage.live.pathWithToken('other', 600);
        const headers = { 'Tally-Edge': 'guess', 'Tally-Step': 'granted', 'Tally-Wanted': `${stage.event.path}/main.m3u8` };
        assert.equal((await ask(`${stage.event.path}/main.m3u8`, { headers })).status, 403);
        const edge = await stage.connectEdge(); // which sends an address as it is
        endings.defer(() => edge.close());
        for (const rest of ['..%2fedge/main.m3u8', '%2e%2e/edge/main.m3u8', `x%2f..%2f..%2fedge/${kTrack}/index.m3u8`, 'may-play']) {
            assert.equal((await edge.get(`${own}/${rest}`)).status, 404, rest);
        }
        const origin = stage.live.origin.url;
        assert.equal((await fetch(`${origin}${stage.event.path}/main.m3u8`)).status, 403);
        assert.equal((await fetch(`${origin}${stage.event.path}/main.m3u8`, { headers })).status, 403);
    });

    test('what cannot be a token costs the origin nothing', async () => {
        const old = (await stage.viewPath()).replace(/\.(\d+)\./, '.1000000000.');
        const asked = await stage.originRequestsOf(async () => {
            for (const path of ['/live/t/guess/edge', `/live/t/${'a'.repeat(3000)}/edge`, old]) {
                assert.equal((await ask(`${path}/main.m3u8`)).status, 403);
            }
        });
        assert.equal(asked, 0);
    });

    test('a token that expires is of use no more', async () => {
        const path = await stage.viewPath(3);
        const expires = 1000 * Number(path.split('.')[1]);
        assert.equal((await ask(`${path}/main.m3u8`)).status, 200);
        await waitFor('it is refused', 6000, async () => (await ask(`${path}/main.m3u8`)).status === 403);
        const late = Date.now() - expires;
        assert.ok(late >= 0 && late < 1000, `refused ${late} ms after it expired`);
    });

    test('cues are open to all, as at the origin', async () => {
        const answer = await ask('/live/edge/cues/0190a5e0-0000-7000-8000-000000000000.1.json');
        assert.equal(answer.status, 404);
        assert.doesNotMatch(await answer.text(), /token|this edge answers/);
    });
});
