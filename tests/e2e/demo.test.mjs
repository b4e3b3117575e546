// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';

import { kRoot } from '../../resources/demo/lib/programs.mjs';
import { DemoProcess } from './lib/demo_process.mjs';
import { Validation } from './lib/validate.mjs';

const kOnAirMs = 60_000;
const kWatchedSeconds = 25; // the ad is in it, the end of the demo is not

test('the demo shows a programme and an ad, leaves pictures and nothing else', async () => {
    const demo = new DemoProcess('--seconds', '45');
    const [, server] = await demo.says(/on air +(http:\/\/[\d.:]+)\//, kOnAirMs);
    const validation = new Validation({ url: `${server}/live/demo/main.m3u8`, seconds: kWatchedSeconds });
    const code = await demo.ended();
    assert.equal(code, 0, demo.output);
    assert.match(demo.output, /fired 1, shown 1, complete 1/);
    assert.doesNotMatch(demo.output, /FAILED/);
    for (const picture of ['playing', 'squeezed', 'phone', 'studio']) {
        assert.ok(statSync(`${kRoot}build/demo/${picture}.png`).size > 10_000, picture);
    }
    await demo.leavesNothing();
    await validation.isStrict();
});

test('the demo plays through nginx and Varnish, which spare the server its crowd', { skip: !process.env.TALLY_LONG }, async () => {
    const demo = new DemoProcess('--seconds', '45', '--edge');
    assert.equal(await demo.ended(), 0, demo.output);
    assert.match(demo.output, /ok +edge: .*collapse ratio (1\.0|0\.99)/);
    await demo.leavesNothing();
});
