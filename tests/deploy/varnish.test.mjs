// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { measureCollapse } from '../../resources/demo/lib/crowd/collapse.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { freePort } from '../../resources/demo/lib/ports.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { median } from '../../resources/demo/lib/statistics.mjs';
import { Varnish } from '../../resources/demo/lib/varnish.mjs';
import { kTrack } from './lib/live_origin.mjs';
import { addedLatencies } from './lib/reload_probe.mjs';
import { Stage } from './lib/stage.mjs';

const kLong = Boolean(process.env.TALLY_LONG);
const kViewers = kLong ? 1000 : 200;
const kSeconds = kLong ? 10 : 3;
const kHeld = kLong ? 50 : 10;
const kMostAddedMs = 10;

describe('Varnish', () => {
    const endings = new Endings();
    /** @type {Stage} */ let stage;

    before(async () => {
        stage = await Stage.open(endings, `${kRoot}build/deploy`, sayTo(process.stderr, performance.now()));
    });

    after(() => endings.run((error) => { throw error; }));

    /**
     * @param {string} path
     * @param {RequestInit} [request]
     */
    const ask = (path, request) => fetch(stage.varnish.url + path, request);

    /**
     * @param {number} count of held requests
     * @param {string} encoding
     */
    async function addedThroughEdge(count, encoding) {
        const [origin, edge] = await Promise.all([stage.connectOrigin(), stage.connectEdge()]);
        const added = await addedLatencies({ origin, front: edge, playlist: stage.playlist, encoding }, count);
        [origin, edge].forEach((connection) => connection.close());
        return added;
    }

    test(`${kViewers} viewers cost the origin one request a playlist version and one a part`, async () => {
        const url = stage.varnish.url + stage.event.path;
        const { ratio, crowd, originRequests, answers } = await measureCollapse(stage.varnish,
            { url, tracks: [kTrack], viewers: kViewers, seconds: kSeconds }, stage.env);
        assert.equal(crowd.errors, 0, 'viewers gave up');
        assert.ok(ratio >= 0.99, `ratio ${ratio}: ${originRequests} requests for ${answers} answers`);
    });

    test('adds at most 10 ms to a blocking reload', async () => {
        const added = await addedThroughEdge(kHeld, 'gzip');
        assert.ok(median(added) <= kMostAddedMs, `median ${median(added)} ms`);
    });

    test('a held request that the origin sends to its successor is held there', async () => {
        let asked = 0;
        const origin = createServer((request, response) => {
            if (request.url?.endsWith('/may-play')) {
                response.writeHead(204, { 'Cache-Control': 'max-age=60' }).end();
                return;
            }
            ++asked;
            const successor = asked > 1;
            const moved = { Location: request.url, 'Cache-Control': 'no-store', Connection: 'close' };
            response.writeHead(successor ? 200 : 307, successor ? { 'Cache-Control': 'max-age=6' } : moved).end('#EXTM3U');
        });
        await once(origin.listen(0, '127.0.0.1'), 'listening');
        endings.defer(() => origin.close());
        const { port } = /** @type {import('node:net').AddressInfo} */ (origin.address());
        const varnish = await Varnish.create(stage.surroundings, port);
        endings.defer(() => varnish.stop());
        await varnish.start();
        const path = `${varnish.url}/live/cup/v720/index.m3u8?_HLS_msn=1`;
        const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(path, { redirect: 'manual' })));
        assert.ok(answers.every(({ status }) => status === 200));
        assert.equal(asked, 2);
    });

    test('viewers who wait in one encoding do not wait for the other', async () => {
        const added = await Promise.all(['gzip', 'identity'].map((encoding) => addedThroughEdge(3, encoding)));
        assert.ok(Math.max(...added.map(median)) <= kMostAddedMs, JSON.stringify(added));
    });

    test('a hinted part is asked for once, and comes whole to all who waited for it', async () => {
        const playlist = await (await fetch(stage.live.origin.url + stage.playlist)).text();
        const hinted = /^#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"/m.exec(playlist)?.[1];
        const part = `${stage.event.path}/${kTrack}/${hinted}`;
        /** @type {Buffer[]} */ let bodies = [];
        const asked = await stage.originRequestsOf(async () => {
            const answers = await Promise.all(Array.from({ length: 20 }, () => ask(part)));
            bodies = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
        });
        const answer = await fetch(stage.live.origin.url + part);
        assert.equal(answer.status, 200);
        const direct = Buffer.from(await answer.arrayBuffer());
        assert.ok(bodies.every((body) => body.equals(direct)));
        assert.equal(asked, 1);
    });

    test('directives in any order, and anything beside them, are one request', async () => {
        assert.equal((await ask(`${stage.playlist}?_HLS_msn=1&_HLS_part=0&_HLS_skip=YES`)).status, 200);
        const asked = await stage.originRequestsOf(async () => {
            for (const query of ['_HLS_skip=YES&_HLS_part=0&_HLS_msn=1', 'x=1&_HLS_msn=01&y&_HLS_part=00&_HLS_skip=YES&z=2']) {
                const response = await ask(`${stage.playlist}?${query}`);
                assert.equal(response.status, 200);
                assert.ok(response.headers.has('age'));
            }
        });
        assert.equal(asked, 0);
    });

    for (const query of ['_HLS_part=1', '_HLS_msn=1&_HLS_msn=2', '_HLS_msn=x', '_HLS_msn=-1', '_HLS_msn=',
        '_HLS_skip=NO', '_HLS_msn=1&_HLS_skip=YES&_HLS_skip=v2', '_HLS_msn=99999999999999999999']) {
        test(`?${query} is refused by the edge alone`, async () => {
            const asked = await stage.originRequestsOf(async () => {
                const response = await ask(`${stage.playlist}?${query}`);
                assert.equal(response.status, 400);
                assert.equal(response.headers.get('access-control-allow-origin'), '*');
                assert.equal((await response.json()).status, 400);
            });
            assert.equal(asked, 0);
        });
    }

    test('an error is asked for once a second', async () => {
        const asked = await stage.originRequestsOf(async () => {
            for (let viewer = 0; viewer < 10; ++viewer) {
                assert.equal((await ask(`${stage.event.path}/nothing/index.m3u8`)).status, 404);
            }
        });
        assert.ok(asked <= 2, `${asked} requests`);
    });

    test('ingest, API, metrics and sockets are not behind it', async () => {
        const asked = await stage.originRequestsOf(async () => {
            for (const path of ['/ingest/v1/edge/v180', '/api/v1/events/edge/status', '/metrics', '/healthz', '/']) {
                assert.equal((await ask(path)).status, 404, path);
            }
            assert.equal((await ask(stage.playlist, { method: 'POST', body: 'x' })).status, 405);
            assert.equal((await ask(stage.playlist, { method: 'OPTIONS' })).status, 204);
        });
        assert.equal(asked, 0);
    });

    test('passes on what the origin packed, and serves no playlist beyond its time', async () => {
        const packed = await ask(stage.playlist, { headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
        assert.equal(packed.headers.get('content-encoding'), 'gzip');
        assert.match(packed.headers.get('vary') ?? '', /accept-encoding/i);
        const plain = await ask(stage.playlist, { headers: { 'accept-encoding': 'gzip;q=0' } });
        assert.equal(plain.headers.get('content-encoding'), null);
        assert.equal(Number(plain.headers.get('age')), 0);
    });

    test('an origin that is away is said to all who wait at once', async () => {
        const lonely = await Varnish.create(stage.surroundings, await freePort());
        endings.defer(() => lonely.stop());
        await lonely.start();
        const begin = performance.now();
        const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${lonely.url}${stage.playlist}`)));
        assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
        assert.ok(performance.now() - begin < 1000, 'they waited for each other');
    });
});
