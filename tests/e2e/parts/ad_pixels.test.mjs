// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { creativeOnScreen } from '../../../resources/demo/lib/ad_pixels.mjs';
import { runTied } from '../../../resources/demo/lib/child.mjs';
import { drawCreative } from '../../../resources/demo/lib/creative.mjs';
import { readPng } from '../../../resources/demo/lib/png.mjs';
import { Workspace } from '../../../resources/demo/lib/workspace.mjs';
import { readFileSync } from 'node:fs';

const kContent = { x: 0.225, y: 0, width: 0.775, height: 0.775 };
const kFrame = { x: 80, y: 60, width: 1120, height: 630 };

describe('the creative', () => {
    /** @type {Workspace} */ let workspace;
    /** @type {import('../../../resources/demo/lib/png.mjs').Picture} */ let creative;

    before(async () => {
        workspace = new Workspace();
        creative = readPng(await drawCreative(workspace));
    });

    after(() => workspace.remove());

    /** @param {string} filter of ffmpeg, with the creative as its input */
    async function screenshot(filter) {
        const file = workspace.path('screenshot.png');
        await runTied('ffmpeg', ['-v', 'error', '-y', '-i', workspace.path('creative.png'), '-vf', filter, '-frames:v', '1',
            '-update', '1', '-pix_fmt', 'rgba', file], workspace.environment());
        return readPng(readFileSync(file));
    }

    test('is a full frame of 1920×1080', () => {
        assert.deepEqual([creative.width, creative.height], [1920, 1080]);
    });

    test('is found on a smaller page', async () => {
        const page = await screenshot('scale=1120:630,pad=1280:800:80:60:black');
        const { points, share } = creativeOnScreen(page, kFrame, creative, kContent);
        assert.ok(points > 100, `only ${points} points`);
        assert.ok(share > 0.95, `only ${share}`);
    });

    test('is not found where a picture fills the frame', async () => {
        const page = await screenshot('hue=h=180,scale=1120:630,pad=1280:800:80:60:black');
        assert.ok(creativeOnScreen(page, kFrame, creative, kContent).share < 0.3);
    });
});
