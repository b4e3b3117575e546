// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { stopChild } from '../../resources/demo/lib/child.mjs';
import { Endings } from '../../resources/demo/lib/endings.mjs';
import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { sayTo } from '../../resources/demo/lib/say.mjs';
import { createIngestKey } from '../../resources/demo/lib/seed.mjs';
import { Show } from '../../resources/demo/lib/show.mjs';
import { orAbsent, waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { kTimeStampWarning, play, publish } from './lib/ffmpeg.mjs';
import { Validation } from './lib/validate.mjs';

const kPlayedSeconds = process.env.TALLY_LONG ? 60 : 20;
const kWatchedSeconds = process.env.TALLY_LONG ? 80 : kPlayedSeconds; // the window is full, and moves
const kWindowSeconds = 60;
const kPublishedSeconds = process.env.TALLY_LONG ? 60 : 10;

describe('ffmpeg', () => {
    const endings = new Endings();
    /** @type {Show} */ let show;

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        const say = sayTo(process.stderr, performance.now());
        show = await Show.create({ workspace, say, outFolder: `${kRoot}build/e2e`, windowSeconds: kWindowSeconds });
        endings.defer(() => show.stop());
        await show.start();
        await canBePlayed('demo');
    });

    /** @param {string} slug */
    async function canBePlayed(slug) {
        await waitFor(`${slug} can be played`, 20_000, orAbsent(async () => (
            (await fetch(`${show.url}/live/${slug}/main.m3u8`)).ok)));
    }

    after(() => endings.run((error) => { throw error; }));

    /**
     * @param {string} path
     * @param {number} seconds
     */
    async function playsWell(path, seconds) {
        const played = await play(show.url + path, seconds, show.options.workspace.environment());
        assert.equal(played.code, 0, played.warnings);
        assert.doesNotMatch(played.warnings, kTimeStampWarning);
        assert.ok(played.seconds > seconds - 0.5, `${path}: only ${played.seconds} s`);
    }

    /** @param {string} slug @param {number} seconds */
    function validate(slug, seconds) {
        return new Validation({ url: `${show.url}/live/${slug}/main.m3u8`, seconds });
    }

    test('plays every rendition with no warning about time stamps, and the show is to the letter', async () => {
        const validation = validate('demo', kWatchedSeconds);
        const tracks = ['v720', 'v480', 'a128'];
        await Promise.all(tracks.map((track) => playsWell(`/live/demo/${track}/index.m3u8`, kPlayedSeconds)));
        await validation.isStrict();
    });

    test('publishes its own CMAF to ingest, which can be played and is to the letter', async () => {
        const event = { slug: 'ffmpeg', name: 'Published by ffmpeg', organization: show.seed?.organization };
        await show.catalog.post('/api/v1/events', event);
        const key = await createIngestKey(show.catalog, event.slug);
        const encoder = publish(`${show.url}/ingest/v1/${event.slug}`, key, show.options.workspace.environment());
        try {
            await canBePlayed(event.slug);
            const validation = validate(event.slug, kPublishedSeconds);
            await playsWell(`/live/${event.slug}/main.m3u8`, 8);
            await validation.isStrict();
        } finally {
            await stopChild(encoder, 5000);
        }
    });
});
