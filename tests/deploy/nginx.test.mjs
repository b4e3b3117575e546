// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { runTied, stopChild } from '../../resources/demo/lib/child.mjs';
import { HttpConnection } from '../../resources/demo/lib/crowd/http_connection.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { Nginx } from '../../resources/demo/lib/nginx.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { median } from '../../resources/demo/lib/statistics.mjs';
import { orAbsent, waitFor } from '../../resources/demo/lib/wait.mjs';
import { Http2Connection } from './lib/http2_connection.mjs';
import { kTrack } from './lib/live_origin.mjs';
import { kPartSeconds, publishVideo } from './lib/publisher.mjs';
import { addedLatencies } from './lib/reload_probe.mjs';
import { Stage } from './lib/stage.mjs';
import { greetViewerSocket } from './lib/viewer_socket.mjs';

const kHeld = process.env.TALLY_LONG ? 50 : 10;
const kMostAddedMs = 10;

describe('nginx', () => {
    const endings = new Endings();
    /** @type {Stage} */ let stage;
    /** @type {Nginx} */ let nginx;

    before(async () => {
        stage = await Stage.open(endings, `${kRoot}build/deploy`, sayTo(process.stderr, performance.now()));
        nginx = await Nginx.create(stage.surroundings, { server: stage.live.origin.port, edge: stage.varnish.port });
        endings.defer(() => nginx.stop());
        await nginx.start();
    });

    after(() => endings.run((error) => { throw error; }));

    /** @param {string[]} args of curl */
    async function curl(...args) {
        const { code, stdout, stderr } = await runTied('curl', ['-sSk', ...args], stage.env);
        assert.equal(code, 0, stderr);
        return stdout;
    }

    test('speaks HTTP/2 over TLS 1.3, and nothing older than TLS 1.3', async () => {
        const written = await curl('--http2', '-o', '/dev/null', '-w', '%{http_version} %{http_code}',
            nginx.secureUrl + stage.playlist);
        assert.equal(written, '2 200');
        const old = await runTied('curl', ['-sk', '--tls-max', '1.2', nginx.secureUrl + stage.playlist], stage.env);
        assert.notEqual(old.code, 0, 'TLS 1.2 was accepted');
    });

    test('adds at most 10 ms to a blocking reload, by HTTP/2 and through Varnish', async () => {
        const front = await Http2Connection.open(nginx.secureUrl);
        const origin = await stage.connectOrigin();
        const added = await addedLatencies({ origin, front, playlist: stage.playlist }, kHeld);
        [origin, front].forEach((connection) => connection.close());
        assert.ok(median(added) <= kMostAddedMs, `median ${median(added)} ms`);
    });

    test('live goes to Varnish, everything else to the server', async () => {
        const passedVarnish = async (/** @type {string} */ path) => {
            const response = await fetch(nginx.url + path);
            assert.equal(response.status, 200, path);
            return response.headers.has('age');
        };
        assert.equal(await passedVarnish(stage.playlist), true);
        for (const path of ['/healthz', `/api/v1/events/${stage.event.slug}/status`, `/watch/${stage.event.slug}`]) {
            assert.equal(await passedVarnish(path), false, path);
        }
    });

    test('metrics are not for viewers', async () => {
        for (const path of ['/metrics', '/ops', '/ops/events']) {
            assert.equal((await fetch(nginx.url + path)).status, 404, path);
        }
    });

    test('an encoder\'s endless chunked body is passed on as it comes', async () => {
        const event = await stage.live.createEvent('secure', kPartSeconds);
        const url = `${nginx.secureUrl}/ingest/v1/${event.slug}/${kTrack}`;
        const encoder = publishVideo(url, event.key, stage.env);
        try {
            await stage.live.onAir(event);
            const [origin, through] = await Promise.all([stage.connectOrigin(),
                HttpConnection.open('127.0.0.1', nginx.ports.plain)]);
            const playlist = `${event.path}/${kTrack}/index.m3u8`;
            assert.equal((await addedLatencies({ origin, front: through, playlist }, 3)).length, 3);
            [origin, through].forEach((connection) => connection.close());
        } finally {
            await stopChild(encoder, 5000);
        }
    });

    test('a refused encoder is told at once, also one that waits for 100-continue', async () => {
        const url = `${nginx.secureUrl}/ingest/v1/${stage.event.slug}/other`;
        const refused = await curl('-X', 'POST', '-H', 'Expect: 100-continue', '-H', 'Authorization: Bearer nobody',
            '--data-binary', `@${kRoot}resources/icons/tallylight.png`, '-w', '\n%{http_code}', url);
        assert.equal(refused.split('\n').pop(), '401');
    });

    test('viewer sockets go through, by wss', async () => {
        const url = `${nginx.secureUrl}/api/v1/events/${stage.event.slug}/viewer`;
        const socket = await greetViewerSocket(url);
        socket.close();
        assert.equal(socket.first.type, 'welcome');
        assert.equal(socket.first.event, stage.event.slug);
    });

    test('a reload with new workers disturbs no held request', async () => {
        const connection = await HttpConnection.open('127.0.0.1', nginx.ports.plain);
        const origin = await stage.connectOrigin();
        const added = addedLatencies({ origin, front: connection, playlist: stage.playlist }, 1);
        process.kill(/** @type {number} */ (nginx.process.pid), 'SIGHUP');
        assert.equal((await added).length, 1);
        [origin, connection].forEach((one) => one.close());
        await waitFor('the new workers answer', 5000, orAbsent(async () => (
            (await fetch(nginx.url + stage.playlist)).ok)));
    });
});
