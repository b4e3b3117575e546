// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Board } from '../session/board.mjs';
import { HeadRequests } from '../session/head_requests.mjs';
import { Ledger } from '../session/ledger.mjs';
import { OddRequests } from '../session/odd_requests.mjs';
import { breachesOfAsync, media as readMedia } from './breaches.mjs';
import { LiteralOrigin } from './literal_origin.mjs';
import { kWhole } from './literals.mjs';

/** @typedef {import('./literal_origin.mjs').Literal} Literal */

const kUrl = 'http://origin/live/demo/v720/index.m3u8';

/**
 * A server that answers as it has to.
 * @param {string} path
 * @param {URLSearchParams} query
 * @returns {Literal}
 */
function good(path, query) {
    if (!path.endsWith('.m3u8')) {
        return { status: 404 };
    }
    const number = (/** @type {string} */ name) => (/^\d+$/.test(query.get(name) ?? '0') ? Number(query.get(name)) : NaN);
    const [msn, part] = [number('_HLS_msn'), number('_HLS_part')];
    const isRefused = !(msn <= 53) || !(part <= 15) || (query.has('_HLS_part') && !query.has('_HLS_msn'));
    const media = kWhole.slice(0, kWhole.indexOf('#EXT-X-PRELOAD'));
    const later = `${media}#EXTINF:0.4,\n51.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:51.400Z\n` +
        '#EXT-X-PART:DURATION=0.40000,URI="52.0.m4s"\n#EXTINF:0.4,\n52.m4s\n';
    return { status: isRefused ? 400 : 200, body: msn > 50 ? later : kWhole };
}

/**
 * @param {(path: string, query: URLSearchParams) => Literal | undefined} server undefined: as a good one
 * @param {string} [text]
 */
function look(server, text = kWhole) {
    return breachesOfAsync((check) => {
        const client = new LiteralOrigin((path, query) => server(path, query) ?? good(path, query));
        return new OddRequests({ check, client, url: kUrl, board: new Board([kUrl]), ledger: new Ledger(client, 1),
            allowsRestarts: false }, readMedia(text)).run();
    });
}

test('a good server breaches nothing', async () => {
    assert.deepEqual(await look(() => undefined), []);
});

test('a server that answers everything with its playlist', async () => {
    assert.deepEqual(await look(() => ({ status: 200, body: kWhole })), [
        'far-part-is-refused', 'far-segment-is-refused', 'malformed-directive-is-refused',
            'part-without-segment-is-refused',
        'reload-waits-for-the-part', 'reload-waits-for-the-segment', 'unknown-part-is-not-found',
    ]);
});

test('a server that refuses everything', async () => {
    assert.deepEqual(await look((path) => (path.endsWith('.m3u8') ? { status: 400 } : undefined)), [
        'other-parameters-are-ignored', 'past-the-end-is-the-next-segment', 'stale-reload-gets-the-whole',
    ]);
});

test('a server that answers a stale reload with what came since', async () => {
    const rest = kWhole.replace(/#EXT-X-MAP[^]*?(?=#EXT-X-PROGRAM-DATE-TIME:[^\n]*:48)/, '').replace('SEQUENCE:40',
        'SEQUENCE:48');
    assert.deepEqual(await look((_path, query) => (query.get('_HLS_msn') === '0' ? { status: 200,
        body: rest } : undefined)),
        ['stale-reload-gets-the-whole']);
});

test('a server that goes on waiting after the end', async () => {
    const ended = `${kWhole}#EXT-X-ENDLIST\n`;
    assert.deepEqual(await look(() => ({ status: 200, body: ended }), ended), []);
    assert.deepEqual(await look(() => ({ status: 503 }), ended), ['directives-are-ignored-after-the-end']);
});

test('HEAD, Range and conditional requests are made of what GET shows', async () => {
    const whole = Buffer.alloc(200, 7);
    const fixed = { 'accept-ranges': 'bytes', 'etag': '"a"', 'content-length': '200' };
    const ask = (/** @type {Record<string, string>} */ extra) => breachesOfAsync((check) => {
        const client = new LiteralOrigin((path) => (path.endsWith('.m3u8') ? { status: 200,
            body: kWhole } : { status: 200, body: whole, headers: extra }));
        return new HeadRequests({ check, client, url: kUrl, board: new Board([kUrl]), ledger: new Ledger(client, 1),
            allowsRestarts: false }, readMedia(kWhole)).run();
    });
    assert.deepEqual(await ask(fixed), ['head-is-the-head-of-get', 'known-tag-saves-the-body',
        'range-behind-the-end-is-refused', 'range-is-that-part']);
    assert.deepEqual(await ask({}), ['head-is-the-head-of-get']); // it sends the body
});
