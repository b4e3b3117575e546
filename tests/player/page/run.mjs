// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The built player in Chromium, against a server that can be told to fail. Tests wait for the programme clock most of
// their time: three browsers, side by side. In one browser they would not do, as only its front tab presents frames.
import { after, before, describe } from 'node:test';

import { adTests } from './ads.mjs';
import { assetTests } from './assets.mjs';
import { controlTests } from './controls.mjs';
import { Stage } from './lib/stage.mjs';
import { outboxTests } from './outbox.mjs';
import { playbackTests } from './playback.mjs';
import { policyTests } from './policies.mjs';

const kBrowsers = [[adTests], [outboxTests, controlTests], [playbackTests, assetTests, policyTests]];

describe('the player page', { concurrency: kBrowsers.length }, () => {
    for (const [index, groups] of kBrowsers.entries()) {
        describe(`in browser ${index + 1}`, { concurrency: 1 }, () => {
            /** @type {Stage} */ let stage;
            before(async () => { stage = await Stage.make(); });
            after(() => stage.end());
            groups.forEach((tests) => tests(() => stage));
        });
    }
});
