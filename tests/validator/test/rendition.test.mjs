// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Board } from '../session/board.mjs';
import { Ledger } from '../session/ledger.mjs';
import { MediaWatch } from '../session/media_watch.mjs';
import { Rendition } from '../session/rendition.mjs';
import { breachesOfAsync, but, media } from './breaches.mjs';
import { LiteralOrigin } from './literal_origin.mjs';
import { kNext, kWhole } from './literals.mjs';
import { chunk, kVideoInit } from './media_bytes.mjs';

const kFolder = 'http://origin/live/demo/v720';
const kUrl = `${kFolder}/index.m3u8`;
const kAudio = 'http://origin/live/demo/a128/index.m3u8';
const kEnd = but(kNext, '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.2.m4s"', '#EXTINF:0.80000,\n51.m4s\n#EXT-X-ENDLIST');
const kParts = [chunk(51_000, 12, { sync: true }), chunk(63_000, 12)];

/**
 * A function: what each request is answered; undefined: with 404.
 * @typedef {Buffer | undefined | (() => Buffer | undefined)} Served
 */

/** @type {Record<string, Served>} */
const kMedia = {
    'init-0.mp4': kVideoInit, '51.0.m4s': kParts[0], '51.1.m4s': kParts[1], '51.m4s': Buffer.concat(kParts),
};

/**
 * Follows the show from kWhole to its end.
 * @param {{media?: Record<string, Served>, playlists?: (string | undefined)[], allowsRestarts?: boolean}} [other]
 *   playlists: what each reload is answered, undefined: with 500
 */
function follow({ media: names = {}, playlists = [kNext, kEnd], allowsRestarts = false } = {}) {
    const reloads = [...playlists];
    const served = { ...kMedia, ...names };
    const client = new LiteralOrigin((path, query) => {
        if (path.endsWith('.m3u8')) {
            const text = query.has('_HLS_msn') ? reloads.shift() : kWhole;
            return { status: text === undefined ? 500 : 200, body: text };
        }
        const found = served[path.slice(path.lastIndexOf('/') + 1)];
        const bytes = typeof found === 'function' ? found() : found;
        return { status: bytes ? 200 : 404, body: bytes };
    });
    return breachesOfAsync((check) => new Rendition({
        check, client, url: kUrl, board: new Board([kUrl, kAudio]), ledger: new Ledger(client, 1), allowsRestarts,
    }).follow({ at: performance.now() + 5000 }));
}

test('a good show breaches nothing', async () => {
    assert.deepEqual(await follow(), []);
});

test('request-is-answered: a part, a segment, a reload', async () => {
    assert.deepEqual(await follow({ media: { '51.m4s': undefined } }), ['request-is-answered']);
    assert.deepEqual(await follow({ playlists: [undefined, kNext, kEnd] }), ['request-is-answered']);
});

test('a restart excuses a request that fails, and nothing else', async () => {
    assert.deepEqual(await follow({ playlists: [undefined, kNext, kEnd], allowsRestarts: true }), []);
    const other = but(kNext, '46.m4s', '46b.m4s');
    assert.ok((await follow({ playlists: [undefined, other, kEnd],
        allowsRestarts: true })).includes('segment-stays-as-it-was'));
});

test('hinted-part-is-answered', async () => {
    assert.deepEqual(await follow({ media: { '51.1.m4s': undefined } }), ['hinted-part-is-answered',
        'request-is-answered']);
});

test('hinted-part-is-the-part and name-keeps-its-bytes', async () => {
    const answers = [kParts[1], chunk(63_000, 12, { sync: true })];
    assert.deepEqual(await follow({ media: { '51.1.m4s': () => answers.shift() } }), ['hinted-part-is-the-part',
        'name-keeps-its-bytes']);
});

test('init-section-can-be-read', async () => {
    assert.deepEqual(await follow({ media: { 'init-0.mp4': chunk(0, 1) } }), ['init-section-can-be-read']);
    assert.deepEqual(await follow({ media: { 'init-0.mp4': undefined } }), ['init-section-can-be-read']);
});

test('segment-is-its-parts, end to end', async () => {
    const other = Buffer.concat([chunk(51_000, 12, { sync: true }), chunk(63_000, 12, { sync: true })]);
    assert.deepEqual(await follow({ media: { '51.m4s': other } }), ['segment-is-its-parts']);
});

test('gone-part-can-be-had', async () => {
    const look = (/** @type {number} */ later) => breachesOfAsync(async (check) => {
        let status = 200;
        const client = new LiteralOrigin((path) => ({ status,
            body: path.endsWith('init-0.mp4') ? kVideoInit : kParts[0] }));
        const watch = new MediaWatch({ check, url: kUrl, board: new Board([kUrl]), ledger: new Ledger(client, 1),
            allowsRestarts: false });
        const [segment] = media(kWhole).segments.filter(({ msn }) => msn === 50);
        await watch.takePart({ ...segment, msn: 46 }, 0, undefined);
        status = later;
        await watch.takeGonePart(media(kWhole));
    });
    assert.deepEqual(await look(200), []);
    assert.deepEqual(await look(404), ['gone-part-can-be-had']);
});

test('gone-segment-can-be-had', async () => {
    const now = media(kWhole);
    const look = (/** @type {number} */ status) => breachesOfAsync(async (check) => {
        const client = new LiteralOrigin(() => ({ status, body: kParts[0] }));
        const watch = new MediaWatch({ check, url: kUrl, board: new Board([kUrl]), ledger: new Ledger(client, 1),
            allowsRestarts: false });
        await watch.takeGoneSegment(now, { ...now, mediaSequence: 41 });
        await watch.takeGoneSegment(now, now);
    });
    assert.deepEqual(await look(200), []);
    assert.deepEqual(await look(404), ['gone-segment-can-be-had']);
});
